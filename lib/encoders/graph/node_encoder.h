#pragma once

#include "encoders/encoder.h"
#include "encoders/graph/known_graph.h"

namespace maas::encoders {

/// Nodes of one graph, by what they are called. The network is built with the graph, which is
/// published with it; batches and requests name nodes of it.
class NodeEncoder final : public Encoder {
 public:
  /// @throws Error kInvalidRecipe if the samples are graphs; kNotFound, kInvalidData if the model's
  ///   files are missing or malformed
  explicit NodeEncoder(const Basis& basis);

  const KnownGraph& known() const { return known_; }

  std::string_view part() const override { return tensor::part::kNode; }
  std::vector<std::int64_t> shape() const override { return {}; }
  std::shared_ptr<const tensor::GraphProblem> graph() const override { return problem_; }
  std::string text() const override;
  feed::Parts parts(std::shared_ptr<const data::Dataset> set, Use use) const override;
  void save(const store::ModelWriter& writer, nlohmann::ordered_json& config) const override;
  std::vector<TensorSpec> inputs() const override;
  Demand check(HostTensors& inputs) const override;
  HostTensors prepare(HostTensors inputs) const override;
  HostTensors random_request(std::int64_t samples, base::Random& random) const override;
  std::unique_ptr<Records> records(const std::vector<std::string>& arguments) const override;

 private:
  /// @throws Error kInvalidData if the graph has no such node
  std::int64_t number_of(const std::string& name, std::string_view origin) const;

  KnownGraph known_;
  std::shared_ptr<const tensor::GraphProblem> problem_;
};

}  // namespace maas::encoders
