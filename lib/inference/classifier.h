#pragma once

#include <memory>
#include <vector>

#include "inference/engine.h"
#include "inference/model.h"
#include "inference/picture_input.h"

namespace maas::inference {

/// An image classifier that answers requests and predicts pictures.
class Classifier final : public Engine {
 public:
  explicit Classifier(Model model);

  const Signature& signature() const override { return signature_; }
  std::span<const std::string> labels(std::string_view output) const override;
  Demand check(HostTensors& inputs) const override { return input_.check(inputs); }
  HostTensors prepare(HostTensors inputs) const override {
    return input_.prepare(std::move(inputs));
  }
  std::vector<Answer> run(std::span<const HostTensors* const> requests) override;

  /// Returns the probabilities of pictures as they are read, before pre-processing.
  ///
  /// @param images  of the model's raw channels; their sizes too, unless pre-processing resizes
  /// @return [images, classes] float32
  /// @throws Error kInvalidData if a picture's shape does not fit
  at::Tensor probabilities(std::vector<transforms::Image>& images) const;

  const Model& model() const { return model_; }

 private:
  at::Tensor new_batch(std::int64_t samples) const;
  at::Tensor scores_of(const at::Tensor& batch) const;

  Model model_;
  PictureInput input_;
  Signature signature_;
};

/// Loads a model directory as an engine.
/// @throws Error what load_model throws; kInvalidData if its task cannot be served
std::unique_ptr<Engine> load_engine(const std::filesystem::path& directory,
                                    DigestCheck check = DigestCheck::kRemembered);

}  // namespace maas::inference
