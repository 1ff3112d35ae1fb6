#include "pipelines/training_bytes.h"

#include <algorithm>

#include "training/learner.h"

namespace maas::pipelines {
namespace {

std::int64_t bytes_of(const tensor::NamedTensors& tensors) {
  std::int64_t bytes = 0;
  for (const auto& [name, tensor] : tensors) bytes += static_cast<std::int64_t>(tensor.nbytes());
  return bytes;
}

/// Tensors of the same shapes without memory.
tensor::NamedTensors on_meta(const tensor::NamedTensors& tensors) {
  tensor::NamedTensors shapes;
  for (const auto& [name, tensor] : tensors) {
    shapes.emplace_back(name, tensor.detach().to(at::kMeta));
  }
  return shapes;
}

/// A sample as the network takes it: float32 pixels and an int64 label.
std::int64_t sample_bytes(const Assembly& assembly) {
  std::int64_t elements = 1;
  for (const std::int64_t size : assembly.description.problem.input) elements *= size;
  return elements * static_cast<std::int64_t>(sizeof(float)) +
         static_cast<std::int64_t>(sizeof(std::int64_t));
}

}  // namespace

TrainingBytes training_bytes(const Recipe& recipe, const Assembly& assembly) {
  const tensor::NamedTensors weights = inference::weights_of(*assembly.network);
  const std::int64_t ahead = feed::kSlotsPerWorker * recipe.data.loader.workers;
  const std::int64_t judged = assembly.samples.valid ? assembly.samples.valid->size() : 0;
  const std::int64_t eval_batch = std::min(recipe.eval.batch, judged);
  TrainingBytes bytes{.weights = bytes_of(weights)};
  bytes.gradients = bytes.weights;
  bytes.optimizer = bytes_of(training::make_optimizer(recipe.optim, on_meta(weights))->state());
  if (recipe.train.ema) bytes.average = bytes.weights;
  if (!recipe.checkpoint.best.empty()) bytes.best = bytes.weights;
  bytes.training_data = std::min(ahead + 1, assembly.plan.steps) * sample_bytes(assembly) *
                        std::min(assembly.plan.global_batch, assembly.plan.samples);
  bytes.judging_data = std::min(ahead * eval_batch, judged) * sample_bytes(assembly);
  return bytes;
}

}  // namespace maas::pipelines
