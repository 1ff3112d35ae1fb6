#pragma once

#include "encoders/encoder.h"
#include "encoders/row/columns.h"

namespace maas::encoders {

/// Rows of a table: numbers are standardised, categories one-hot, by what the training rows were
/// like. Published as `columns.json`.
class RowEncoder final : public Encoder {
 public:
  /// @throws Error kInvalidRecipe, kInvalidData as fitted_columns; kInvalidRecipe if a model that
  ///   is trained further takes other columns; kNotFound, kInvalidData if its files are missing or
  ///   malformed
  RowEncoder(const Basis& basis, const ColumnChoice& choice);

  const RowForm& form() const { return form_; }

  /// What is published as `columns.json`.
  nlohmann::ordered_json to_json() const;

  std::string_view part() const override { return tensor::part::kFeatures; }
  std::vector<std::int64_t> shape() const override { return {form_.width()}; }
  std::string text() const override;
  /// @throws Error kInvalidRecipe if the set's target is not what was trained for, or is read too
  feed::Parts parts(std::shared_ptr<const data::Dataset> set, Use use) const override;
  void save(const store::ModelWriter& writer, nlohmann::ordered_json& config) const override;
  std::vector<TensorSpec> inputs() const override;
  Demand check(HostTensors& inputs) const override;
  HostTensors prepare(HostTensors inputs) const override;
  HostTensors random_request(std::int64_t samples, base::Random& random) const override;
  std::unique_ptr<Records> records(const std::vector<std::string>& arguments) const override;

 private:
  RowForm form_;
};

}  // namespace maas::encoders
