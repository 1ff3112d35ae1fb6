#pragma once

#include <memory>

#include "data/environments.h"
#include "tasks/task.h"

namespace maas::tasks {

/// Collects what `played` returns, for the metrics of return_metrics.h.
std::unique_ptr<Evaluation> return_evaluation();

/// Plays the episodes of a batch side by side, each by the action that the network thinks most of.
/// @param batch  with the part `seed`
/// @param forward  gives [B, actions and more]
/// @return [B, 2]: each episode's return and length
at::Tensor played(const data::World& world, const Forward& forward, const tensor::Batch& batch);

}  // namespace maas::tasks
