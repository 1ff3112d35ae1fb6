#include "data/toy_texts/card.h"

namespace maas::data {

void describe(Fields& fields, ToyTextsOptions& options) {
  fields("samples", options.samples, "how many there are").range(between(2, 1 << 20));
}

Card toy_texts_card() {
  return {.name = "toy-texts",
          .summary = "words of fair or foul weather",
          .options = AnyOptions::of<ToyTextsOptions>(),
          .kinds = {kind::kText, kind::kTokens}};
}

}  // namespace maas::data
