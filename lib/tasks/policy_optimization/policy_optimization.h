#pragma once

#include <memory>

#include "tasks/policy_optimization/card.h"
#include "tasks/task.h"

namespace maas::tasks {

/// Learns a policy from what it does (Schulman et al. 2017, "Proximal policy optimization
/// algorithms"): the network gives a logit for each action, and what it thinks that the rest of the
/// episode is worth.
/// @throws Error as Control
std::unique_ptr<Task> make_policy_optimization(const Basis& basis,
                                               const PolicyOptimizationOptions& options);

}  // namespace maas::tasks
