#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "tensor/batch.h"

namespace maas::feed {

/// The batches of a training, step after step. What is in them depends on the seed, the step and
/// the tensors of `state` alone.
class Feed {
 public:
  virtual ~Feed() = default;

  /// Begins with the batch of a step, counted from 0. Called once, when the tensors of `state` hold
  /// what they held before that step.
  virtual void start(std::int64_t step) = 0;

  /// Returns the next step's batch by its micro-batches.
  /// @throws what reading a sample throws
  virtual tensor::MicroBatches next() = 0;

  /// What later batches depend on beside the step; checkpoints keep it and fill it again.
  virtual tensor::NamedTensors state() const { return {}; }

  /// What there is to tell of the batches so far, by names of metrics.
  virtual std::map<std::string, double> metrics() const { return {}; }

  /// Batches that are read ahead.
  virtual std::int64_t ahead() const { return 0; }

  /// Time that `next` has waited for samples, in seconds.
  virtual double waited() const { return 0; }
};

}  // namespace maas::feed
