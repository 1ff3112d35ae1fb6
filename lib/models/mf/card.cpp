#include "models/mf/card.h"

namespace maas::models {

void describe(Fields& fields, MfOptions& options) {
  fields("factors", options.factors, "numbers that describe a user, and an item")
      .range(between(1, 1 << 16));
  fields("dropout", options.dropout, "share of a user's factors dropped while training")
      .range(below(0, 1));
}

Card mf_card() {
  return {.name = "mf",
          .summary = "matrix factorisation: biases and factors of users and items",
          .options = AnyOptions::of<MfOptions>(),
          .kinds = {kind::kPairs}};
}

}  // namespace maas::models
