#include "models/toy_text_net/card.h"

namespace maas::models {

void describe(Fields& fields, ToyTextNetOptions& options) {
  fields("width", options.width, "width of a word's vector").range(between(1, 1024));
}

Card toy_text_net_card() {
  return {.name = "toy-text-net",
          .summary = "the mean of the words' vectors, then a linear layer",
          .options = AnyOptions::of<ToyTextNetOptions>(),
          .kinds = {kind::kText}};
}

}  // namespace maas::models
