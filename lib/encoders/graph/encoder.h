#pragma once

#include "encoders/encoder.h"
#include "encoders/graph/form.h"

namespace maas::encoders {

/// Whole graphs, joined into batches by standing one behind the other. What was learned of their
/// nodes is published as `graph.json`.
class GraphEncoder final : public Encoder {
 public:
  /// @throws Error kInvalidRecipe if the samples are nodes; kNotFound, kInvalidData if the model's
  ///   file is missing or malformed
  explicit GraphEncoder(const Basis& basis);

  const NodeForm& form() const { return form_; }

  std::string_view part() const override { return tensor::part::kNodes; }
  std::vector<std::int64_t> shape() const override { return {}; }
  std::shared_ptr<const tensor::GraphProblem> graph() const override;
  std::string text() const override { return "graphs with " + form_.text(); }
  feed::Parts parts(std::shared_ptr<const data::Dataset> set, Use use) const override;
  void save(const store::ModelWriter& writer, nlohmann::ordered_json& config) const override;
  std::vector<TensorSpec> inputs() const override;
  Demand check(HostTensors& inputs) const override;
  HostTensors prepare(HostTensors inputs) const override;
  HostTensors random_request(std::int64_t samples, base::Random& random) const override;
  std::unique_ptr<Records> records(const std::vector<std::string>& arguments) const override;

 private:
  NodeForm form_;
};

}  // namespace maas::encoders
