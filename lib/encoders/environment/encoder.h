#pragma once

#include <string>
#include <vector>

#include "encoders/encoder.h"

namespace maas::encoders {

/// What is known of an environment without it, as `config.json` keeps it.
struct EnvironmentForm {
  std::string name;
  std::vector<std::string> observations;  ///< names of the numbers that are seen
  std::vector<std::string> actions;       ///< names of the choices
};

void describe(Fields& fields, EnvironmentForm& form);

/// What an agent sees, as it is: `observation` [B, O] float32. Of a set, what its episodes begin
/// with.
class EnvironmentEncoder final : public Encoder {
 public:
  /// @throws Error kInvalidData if the model's `config.json` tells of no environment
  explicit EnvironmentEncoder(const Basis& basis);

  const EnvironmentForm& form() const { return form_; }

  std::string_view part() const override;
  std::vector<std::int64_t> shape() const override { return {width()}; }
  std::string text() const override;
  /// @throws Error kInvalidData if the set's episodes are in another environment
  feed::Parts parts(std::shared_ptr<const data::Dataset> set, Use use) const override;
  void save(const store::ModelWriter& writer, nlohmann::ordered_json& config) const override;
  std::vector<TensorSpec> inputs() const override;
  Demand check(HostTensors& inputs) const override;
  HostTensors prepare(HostTensors inputs) const override;
  HostTensors random_request(std::int64_t samples, base::Random& random) const override;
  std::unique_ptr<Records> records(const std::vector<std::string>& arguments) const override;

 private:
  std::int64_t width() const { return std::ssize(form_.observations); }

  EnvironmentForm form_;
};

}  // namespace maas::encoders
