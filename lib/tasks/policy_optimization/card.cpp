#include "tasks/policy_optimization/card.h"

#include "tasks/return_options.h"

namespace maas::tasks {

void describe(Fields& fields, PolicyOptimizationOptions& options) {
  fields("discount", options.discount, "what a reward is worth a step later").range(between(0, 1));
  fields("lambda", options.lambda,
         "how far advantages look ahead: 0 to the next step's value, 1 to the episode's end")
      .range(between(0, 1));
  fields("environments", options.environments, "environments that are acted in side by side")
      .range(between(1, 1 << 16));
  fields("rollout", options.rollout, "steps in each of them before they are learnt from")
      .range(between(1, 1 << 20));
  fields("epochs", options.epochs, "times that all of these steps are learnt from")
      .range(between(1, 1 << 16));
  fields("clip", options.clip, "how far the probability of an action may move to be learnt from")
      .range(above(0));
  fields("value_weight", options.value_weight, "weight of the values' squared error in the loss")
      .range(at_least(0));
  fields("entropy_weight", options.entropy_weight, "what is taken off the loss for each nat")
      .range(at_least(0));
}

Card policy_optimization_card() {
  return {.name = "policy-optimization",
          .summary = "actions by their probabilities (PPO): clipped ratios, advantages, entropy",
          .options = AnyOptions::of<PolicyOptimizationOptions>(),
          .kinds = {kind::kEnvironment},
          .metrics = return_metrics()};
}

}  // namespace maas::tasks
