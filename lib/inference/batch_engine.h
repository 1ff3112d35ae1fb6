#pragma once

#include <filesystem>
#include <memory>
#include <vector>

#include "inference/engine.h"
#include "inference/model.h"

namespace maas::inference {

/// A model that answers requests by one forward pass of them all.
class BatchEngine final : public Engine {
 public:
  explicit BatchEngine(Model model);

  const Signature& signature() const override { return signature_; }
  std::span<const std::string> labels(std::string_view output) const override {
    return model_.task->labels(output);
  }
  Demand check(HostTensors& inputs) const override { return encoder().check(inputs); }
  HostTensors prepare(HostTensors inputs) const override {
    return encoder().prepare(std::move(inputs));
  }
  std::vector<Answer> run(std::span<const HostTensors* const> requests) override;

  const encoders::Encoder& encoder() const { return model_.task->encoder(); }
  const Model& model() const { return model_; }

 private:
  Model model_;
  Signature signature_;
};

/// Joins prepared requests into one batch.
tensor::Batch batch_of(std::span<const HostTensors* const> requests);

/// Loads a model directory as an engine.
/// @throws Error what load_model throws
std::unique_ptr<Engine> load_engine(const std::filesystem::path& directory,
                                    DigestCheck check = DigestCheck::kRemembered);

}  // namespace maas::inference
