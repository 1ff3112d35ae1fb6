#pragma once

#include <memory>

#include "tasks/q_learning/card.h"
#include "tasks/task.h"

namespace maas::tasks {

/// Learns what each action is worth from steps that are remembered (Mnih et al. 2015, "Human-level
/// control through deep reinforcement learning"): the loss is Huber's of the distance to the reward
/// and the discounted value of the next best action, by a network that lags behind; with `double_q`
/// as van Hasselt, Guez & Silver 2016 have it.
/// @throws Error as Control
std::unique_ptr<Task> make_q_learning(const Basis& basis, const QLearningOptions& options);

}  // namespace maas::tasks
