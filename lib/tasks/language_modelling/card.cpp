#include "tasks/language_modelling/card.h"

namespace maas::tasks {

void describe(Fields& fields, LanguageModellingOptions& options) {
  fields("context", options.context, "characters that the network reads at the most")
      .range(between(1, 1 << 20));
}

Card language_modelling_card() {
  return {.name = "language-modelling",
          .summary = "the next character of a text; nats a character, perplexity",
          .options = AnyOptions::of<LanguageModellingOptions>(),
          .kinds = {kind::kTokens},
          .metrics = {{.name = "loss", .larger_is_better = false, .is_shown = true},
                      {.name = "ppl", .larger_is_better = false, .is_shown = true},
                      {.name = "bits_per_byte", .larger_is_better = false},
                      {.name = "acc", .is_shown = true}}};
}

}  // namespace maas::tasks
