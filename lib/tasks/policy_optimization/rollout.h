#pragma once

#include <cstdint>

#include <ATen/core/Tensor.h>

#include "tensor/batch.h"

namespace maas::tasks {

/// What N actors do in T steps; rows are step by step, those of a step actor by actor.
struct Rollout {
  Rollout(std::int64_t steps, std::int64_t actors, std::int64_t width);

  /// Returns rows by their numbers, as parts of a batch.
  tensor::NamedTensors rows(const at::Tensor& numbers) const;

  tensor::NamedTensors state() const;

  at::Tensor seen;             ///< [T * N, O]
  at::Tensor action;           ///< [T * N] int64
  at::Tensor log_probability;  ///< [T * N]
  at::Tensor advantage;        ///< [T * N], standardised
  at::Tensor target;           ///< [T * N], the return that was expected after all
};

}  // namespace maas::tasks
