#pragma once

#include "encoders/encoder.h"
#include "encoders/picture/form.h"
#include "encoders/picture/requests.h"
#include "transforms/pipeline.h"

namespace maas::encoders {

/// Pictures, pre-processed as a recipe says and published as `preprocessor_config.json` describes.
class PictureEncoder final : public Encoder {
 public:
  /// @throws Error kInvalidRecipe if the recipe's transforms do not go together; kInvalidData if
  ///   the model's files are malformed, or its pictures are prepared in another way than the
  ///   recipe's
  explicit PictureEncoder(const Basis& basis);

  const PictureForm& form() const { return form_; }

  std::string_view part() const override { return tensor::part::kImage; }
  std::vector<std::int64_t> shape() const override;
  std::string text() const override { return form_.raw.text(); }
  feed::Parts parts(std::shared_ptr<const data::Dataset> set, Use use) const override;
  void save(const store::ModelWriter& writer, nlohmann::ordered_json& config) const override;
  std::vector<TensorSpec> inputs() const override;
  Demand check(HostTensors& inputs) const override { return requests_.check(inputs); }
  HostTensors prepare(HostTensors inputs) const override {
    return requests_.prepare(std::move(inputs));
  }
  HostTensors random_request(std::int64_t samples, base::Random& random) const override;
  std::unique_ptr<Records> records(const std::vector<std::string>& arguments) const override;
  std::string picture(const data::Dataset& set, std::int64_t index) const override;

 private:
  PictureForm form_;
  PictureRequests requests_;
  transforms::Pipeline train_;  ///< augmentation too
  transforms::Pipeline judge_;
};

}  // namespace maas::encoders
