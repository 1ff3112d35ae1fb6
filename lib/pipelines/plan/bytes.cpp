#include "pipelines/plan/bytes.h"

#include <algorithm>

#include "training/learner.h"

namespace maas::pipelines {
namespace {

/// Tensors of the same shapes without memory.
tensor::NamedTensors on_meta(const tensor::NamedTensors& tensors) {
  tensor::NamedTensors shapes;
  for (const auto& [name, tensor] : tensors) {
    shapes.emplace_back(name, tensor.detach().to(at::kMeta));
  }
  return shapes;
}

}  // namespace

TrainingBytes training_bytes(const Recipe& recipe, const Assembly& assembly) {
  const tensor::NetworkState state = tensor::state_of(*assembly.network);
  const std::int64_t judged = assembly.valid ? assembly.valid->size() : 0;
  const std::int64_t eval_batch = std::min(recipe.eval.batch, judged);
  TrainingBytes bytes{.weights = tensor::bytes_of(state.all())};
  bytes.gradients = tensor::bytes_of(state.trained);
  const auto updates = training::updates_of(*assembly.task, recipe.optim, on_meta(state.trained));
  bytes.optimizer = tensor::bytes_of(training::state_of(updates));
  if (recipe.train.ema) bytes.average = tensor::bytes_of(state.moving());
  if (!recipe.checkpoint.best.empty()) bytes.best = tensor::bytes_of(state.moving());
  const auto feed = training::feed_of(assembly.loop_parts(recipe),
                                      training::loader_options(recipe, assembly.plan, 0));
  bytes.feed = tensor::bytes_of(feed->state());
  if (assembly.plan.save_every < assembly.plan.steps) bytes.copy = bytes.checkpoint();
  const auto ahead = [&](std::int64_t batch_bytes) {
    return feed::batches_ahead(recipe.data.loader.workers, batch_bytes);
  };
  const std::int64_t sample_bytes = assembly.train->sample_bytes();
  const std::int64_t batch_bytes =
      sample_bytes * std::min(assembly.plan.global_batch, assembly.plan.samples);
  bytes.training_data = std::min(ahead(batch_bytes) + 1, assembly.plan.steps) * batch_bytes;
  const std::int64_t judged_bytes = sample_bytes * eval_batch;
  bytes.judging_data = std::min(ahead(judged_bytes) * judged_bytes, judged * sample_bytes);
  return bytes;
}

}  // namespace maas::pipelines
