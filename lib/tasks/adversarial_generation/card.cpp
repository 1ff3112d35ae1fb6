#include "tasks/adversarial_generation/card.h"

namespace maas::tasks {

void describe(Fields& fields, AdversarialGenerationOptions& options) {
  fields("critic_steps", options.critic_steps,
         "steps of the critic, one a batch, for each of the generator")
      .range(between(1, 1000));
  fields("penalty", options.penalty, "weight of the gradient penalty").range(at_least(0));
}

Card adversarial_generation_card() {
  return {.name = "adversarial-generation",
          .summary = "pictures from noise; Wasserstein distance by a critic with gradient penalty",
          .options = AnyOptions::of<AdversarialGenerationOptions>(),
          .kinds = {kind::kImage},
          .supports = {"adversaries"},
          .metrics = {{.name = "swd", .larger_is_better = false, .is_shown = true},
                      {.name = "wasserstein", .larger_is_better = false, .is_shown = true}}};
}

}  // namespace maas::tasks
