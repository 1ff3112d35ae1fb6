#include "models/gcn/card.h"

namespace maas::models {

void describe(Fields& fields, GcnOptions& options) {
  fields("layers", options.layers, "convolutions, the last of which tells the classes")
      .range(between(1, 64));
  fields("hidden", options.hidden, "width of what is said of a node between them")
      .range(between(1, 1 << 16));
  fields("dropout", options.dropout, "share of values dropped before each while training")
      .range(below(0, 1));
}

Card gcn_card() {
  return {.name = "gcn",
          .summary = "graph convolutions: normalised sums over neighbours (Kipf and Welling 2017)",
          .options = AnyOptions::of<GcnOptions>(),
          .kinds = {kind::kGraph}};
}

}  // namespace maas::models
