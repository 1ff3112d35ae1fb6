#include "transforms/toy_noise/card.h"

namespace maas::transforms {

void describe(Fields& fields, ToyNoiseOptions& options) {
  fields("strength", options.strength, "largest change of a pixel").range(between(0, 1));
}

Card toy_noise_card() {
  return {.name = "toy-noise",
          .summary = "add noise at random",
          .options = AnyOptions::of<ToyNoiseOptions>(),
          .kinds = {kind::kImage}};
}

}  // namespace maas::transforms
