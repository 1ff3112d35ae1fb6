#pragma once

#include <memory>

#include <ATen/core/Tensor.h>

#include "data/environments.h"
#include "tasks/q_learning/card.h"
#include "tasks/q_learning/replay.h"
#include "tasks/task.h"

namespace maas::tasks {

/// Returns what taken actions are worth, [B]: the reward, and the discounted value of the next one
/// unless there is none.
/// @param next  values of the next actions by the network that lags behind, [B, actions]
/// @param choosing  values by which the next action is chosen, [B, actions]
at::Tensor td_targets(const Replay::Sample& steps, const at::Tensor& next,
                      const at::Tensor& choosing, double discount);

/// Acts in an environment as the network does or, at times, at random; remembers it, and gives
/// batches of what is remembered: `observation`, `action` and the `target`.
std::unique_ptr<feed::Feed> q_learning_feed(const QLearningOptions& options, data::World world,
                                            FeedRequest request);

}  // namespace maas::tasks
