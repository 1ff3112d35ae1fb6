#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "inference/quantization_config.h"
#include "maas/digest_check.h"
#include "models/network.h"
#include "store/model_manifest.h"
#include "store/seen.h"
#include "tasks/task.h"
#include "tensor/weights.h"
#include "transforms/pipeline.h"

namespace maas::inference {

/// What a published model consists of beside its weights.
struct ModelDescription {
  Component architecture;  ///< with its options
  Component task;
  models::Problem problem;           ///< input after pre-processing, number of outputs
  transforms::ImageShape raw_shape;  ///< pictures as clients send them
  transforms::PreprocessorConfig preprocessing;
  std::vector<std::string> labels;
};

/// A model in memory, ready to compute.
struct Model {
  std::filesystem::path directory;
  ModelDescription description;
  store::ModelManifest manifest;             ///< as read, or inferred from the other files
  std::shared_ptr<models::Network> network;  ///< in evaluation mode
  std::unique_ptr<tasks::Task> task;
  std::optional<Int8Plan> int8;
  std::int64_t weight_bytes = 0;  ///< of the weight files

  transforms::Pipeline pipeline() const {
    return transforms::pipeline_of(description.preprocessing);
  }

  /// @param images  [B, C, H, W] float32, preprocessed
  /// @return [B, outputs], logits
  at::Tensor forward(const at::Tensor& images) const { return network->forward(images); }
};

/// Loads a model directory: plain weights, or compressed-tensors' int-quantized ones.
///
/// @throws Error kNotFound; kInvalidData if a file is malformed or not the one that the manifest
///   records, or its tensors do not fit
Model load_model(const std::filesystem::path& directory,
                 DigestCheck check = DigestCheck::kRemembered);

/// Opens the weight file of a model directory, or its shards.
/// @throws Error kNotFound; kInvalidData as formats::open_safetensors
formats::TensorFile open_weights(const std::filesystem::path& directory);

/// Builds the network of a description; its weights are not initialised.
/// @throws Error kInvalidRecipe if the options do not suit the problem
std::shared_ptr<models::Network> build_network(const ModelDescription& description);

/// Makes the task of a description.
/// @param top_k  k of the top-k accuracies among its metrics
/// @throws Error kInvalidData if this program has no such task
std::unique_ptr<tasks::Task> make_task(const ModelDescription& description,
                                       const std::vector<std::int64_t>& top_k = {});

/// Writes and publishes a model directory in one rename.
///
/// @param weights  what goes into model.safetensors; codes and scales for an int8 model
/// @param int8  null for plain weights
/// @param seen  what the model was trained on; none: not known
/// @param manifest  task, architecture, signature, labels and files are filled in here
/// @param force  replace a model directory that maas wrote
/// @throws Error kCannotCreate if there is something else; kIo
void publish_model(const std::filesystem::path& directory, const ModelDescription& description,
                   const tensor::NamedTensors& weights, const Int8Plan* int8,
                   store::ModelManifest manifest, const std::optional<store::SeenSamples>& seen,
                   bool force);

}  // namespace maas::inference
