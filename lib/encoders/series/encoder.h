#pragma once

#include "encoders/encoder.h"
#include "encoders/series/form.h"
#include "encoders/series/windows.h"

namespace maas::encoders {

/// Windows of steps in time: numbers are standardised by what the training steps were like.
/// Published under `series` in `config.json`.
class SeriesEncoder final : public Encoder {
 public:
  /// @throws Error kInvalidRecipe, kInvalidData as fitted_form; kInvalidRecipe if a model that is
  ///   trained further has other windows; kInvalidData if the model's files are malformed
  SeriesEncoder(const Basis& basis, const WindowShape& shape);

  const SeriesForm& form() const { return form_; }

  /// Returns the windows of a set; where they are judged, the seasonal naive forecast of each is
  /// known too.
  /// @throws Error as Windows
  SharedWindows windows(const data::Dataset& set, Use use, std::string_view what) const;

  /// The network's inputs of windows.
  feed::Parts parts(const SharedWindows& windows) const;

  std::string_view part() const override { return tensor::part::kSteps; }
  std::vector<std::int64_t> shape() const override { return {form_.window, form_.width()}; }
  std::string text() const override;
  feed::Parts parts(std::shared_ptr<const data::Dataset> set, Use use) const override;
  void save(const store::ModelWriter& writer, nlohmann::ordered_json& config) const override;
  std::vector<TensorSpec> inputs() const override;
  Demand check(HostTensors& inputs) const override;
  HostTensors prepare(HostTensors inputs) const override;
  HostTensors random_request(std::int64_t samples, base::Random& random) const override;
  std::unique_ptr<Records> records(const std::vector<std::string>& arguments) const override;

 private:
  SeriesForm form_;
};

}  // namespace maas::encoders
