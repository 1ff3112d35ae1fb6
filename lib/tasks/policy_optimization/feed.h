#pragma once

#include <memory>

#include <ATen/core/Tensor.h>

#include "data/environments.h"
#include "tasks/policy_optimization/card.h"
#include "tasks/task.h"

namespace maas::tasks {

/// Returns how much better actions were than what was expected, [T, N] (Schulman et al. 2016,
/// "High-dimensional continuous control using generalized advantage estimation").
/// @param rewards  [T, N]
/// @param values  what was expected before each step and after the last one, [T + 1, N]
/// @param over  whether the episode was over after the step, [T, N], 1 or 0
at::Tensor advantages_of(const at::Tensor& rewards, const at::Tensor& values,
                         const at::Tensor& over, double discount, double lambda);

/// Acts in environments as the network's policy does, and gives batches of that: `observation`,
/// `action`, `log_probability`, `advantage`, and the return that was expected as `target`. All of a
/// rollout is given `epochs` times, each time in another order; then comes the next one.
/// @throws Error kInvalidRecipe if a rollout does not fill a batch
std::unique_ptr<feed::Feed> policy_feed(const PolicyOptimizationOptions& options, data::World world,
                                        FeedRequest request);

}  // namespace maas::tasks
