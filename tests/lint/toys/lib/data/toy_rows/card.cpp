#include "data/toy_rows/card.h"

namespace maas::data {

void describe(Fields& fields, ToyRowsOptions& options) {
  fields("samples", options.samples, "how many there are").range(between(2, 1 << 20));
}

Card toy_rows_card() {
  return {.name = "toy-rows",
          .summary = "points of a square: x, y, side of the diagonal, sum",
          .options = AnyOptions::of<ToyRowsOptions>(),
          .kinds = {kind::kRow}};
}

}  // namespace maas::data
