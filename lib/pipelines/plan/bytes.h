#pragma once

#include <cstdint>

#include "maas/recipe.h"
#include "pipelines/assembly/assemble.h"

namespace maas::pipelines {

/// Bytes of a training's tensors, exact, and known before any of them has a value.
struct TrainingBytes {
  std::int64_t weights = 0;
  std::int64_t gradients = 0;
  std::int64_t optimizer = 0;
  std::int64_t average = 0;        ///< of train.ema
  std::int64_t best = 0;           ///< weights kept for checkpoint.best
  std::int64_t feed = 0;           ///< what it keeps: steps in an environment
  std::int64_t copy = 0;           ///< that a checkpoint is written from beside the training
  std::int64_t training_data = 0;  ///< batches that the loader holds while training
  std::int64_t judging_data = 0;   ///< batches that are read ahead while validating

  /// What is held whatever the micro-batch.
  std::int64_t held() const {
    return weights + gradients + optimizer + average + best + feed + training_data;
  }
  /// What is in one checkpoint.
  std::int64_t checkpoint() const { return weights + optimizer + average + best + feed; }
};

TrainingBytes training_bytes(const Recipe& recipe, const Assembly& assembly);

}  // namespace maas::pipelines
