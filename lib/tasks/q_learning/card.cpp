#include "tasks/q_learning/card.h"

#include "tasks/return_options.h"

namespace maas::tasks {

void describe(Fields& fields, QLearningOptions& options) {
  fields("discount", options.discount, "what a reward is worth a step later").range(between(0, 1));
  fields("environments", options.environments,
         "environments that are acted in side by side, a step each before each update")
      .range(between(1, 1 << 16));
  fields("replay", options.replay, "steps that are kept to learn from, the last ones")
      .range(between(1, 1 << 26));
  fields("warmup", options.warmup, "steps by random actions before the first update")
      .range(between(0, 1 << 26));
  fields("epsilon_start", options.epsilon_start, "share of random actions at the first update")
      .range(between(0, 1));
  fields("epsilon_end", options.epsilon_end, "share of random actions in the end")
      .range(between(0, 1));
  fields("epsilon_steps", options.epsilon_steps, "updates over which the one becomes the other")
      .range(at_least(1));
  fields("target_every", options.target_every,
         "updates after which the network that tells the targets becomes as the one that learns")
      .range(at_least(1));
  fields("double_q", options.double_q,
         "let the network that learns choose the next action, and the other tell its value");
}

Card q_learning_card() {
  return {.name = "q-learning",
          .summary = "actions by their values (DQN): replay, target network, double Q-learning",
          .options = AnyOptions::of<QLearningOptions>(),
          .kinds = {kind::kEnvironment},
          .metrics = return_metrics()};
}

}  // namespace maas::tasks
