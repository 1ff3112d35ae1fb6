#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "inference/quantization_config.h"
#include "maas/digest_check.h"
#include "models/network.h"
#include "store/model_files.h"
#include "store/seen.h"
#include "tasks/task.h"
#include "tensor/weights.h"

namespace maas::inference {

/// What a published model consists of beside its weights and what its task has learned.
struct ModelDescription {
  Component architecture;  ///< with its options
  Component task;
  models::Problem problem;  ///< shape of the inputs, number of outputs
};

/// A model in memory, ready to compute.
struct Model {
  std::filesystem::path directory;
  ModelDescription description;
  store::ModelFiles files;                   ///< as they were read
  std::shared_ptr<models::Network> network;  ///< in evaluation mode
  std::unique_ptr<tasks::Task> task;
  std::optional<Int8Plan> int8;
  std::int64_t weight_bytes = 0;  ///< of the weight files

  const store::ModelManifest& manifest() const { return files.manifest; }

  /// @return [B, outputs], as the network gives them
  at::Tensor forward(const tensor::Batch& batch) const { return network->forward(batch); }
  at::Tensor forward(const at::Tensor& input) const { return network->forward(input); }
};

/// Loads a model directory: plain weights, or compressed-tensors' int-quantized ones.
///
/// @throws Error kNotFound; kInvalidData if a file is malformed or not the one that the manifest
///   records, or its tensors do not fit
Model load_model(const std::filesystem::path& directory,
                 DigestCheck check = DigestCheck::kRemembered);

/// Reads what describes a model; its weights are not looked at.
/// @throws Error kNotFound; kInvalidData if a file is malformed
store::ModelFiles read_model_files(const std::filesystem::path& directory);

/// Opens the weight file of a model directory, or its shards.
/// @throws Error kNotFound; kInvalidData as formats::open_safetensors
formats::TensorFile open_weights(const std::filesystem::path& directory);

/// Builds the network of a description; its weights are not initialised.
/// @throws Error kInvalidRecipe if the options do not suit the problem
std::shared_ptr<models::Network> build_network(const ModelDescription& description);

/// Makes a model's task anew.
/// @param top_k  k of the top-k accuracies among its metrics
/// @param data  of a recipe that trains the model further, which adds its augmentation; may be null
/// @throws Error kInvalidData if this program has no such task, or a file is malformed; if the
///   recipe prepares samples in another way
std::unique_ptr<tasks::Task> make_task(const Model& model, const std::vector<std::int64_t>& top_k,
                                       const DataBlock* data = nullptr);

/// What is published of a model.
struct Publication {
  const ModelDescription& description;
  const tasks::Task& task;
  const tensor::NamedTensors& weights;       ///< of an int8 model its codes and scales
  const Int8Plan* int8 = nullptr;            ///< null: plain weights
  std::optional<store::SeenSamples> seen{};  ///< what it was trained on; none: not known
  store::ModelManifest manifest{};  ///< task, architecture, signature, labels, files are filled in
};

/// Writes and publishes a model directory in one rename.
/// @param force  replace a model directory that maas wrote
/// @throws Error kCannotCreate if there is something else; kIo
void publish_model(const std::filesystem::path& directory, Publication model, bool force);

}  // namespace maas::inference
