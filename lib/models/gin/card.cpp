#include "models/gin/card.h"

namespace maas::models {

void describe(Fields& fields, GinOptions& options) {
  fields("layers", options.layers, "times that nodes hear of their neighbours")
      .range(between(1, 64));
  fields("hidden", options.hidden, "width of what is said of a node").range(between(1, 1 << 16));
  fields("dropout", options.dropout, "share of values dropped before each readout while training")
      .range(below(0, 1));
}

Card gin_card() {
  return {.name = "gin",
          .summary = "graph isomorphism network: sums over neighbours, MLPs (Xu et al. 2019)",
          .options = AnyOptions::of<GinOptions>(),
          .kinds = {kind::kGraph}};
}

}  // namespace maas::models
