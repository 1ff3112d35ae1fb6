#include "models/toy_row_net/card.h"

namespace maas::models {

void describe(Fields& fields, ToyRowNetOptions& options) {
  fields("hidden", options.hidden, "width of the hidden layer").range(between(1, 1024));
}

Card toy_row_net_card() {
  return {.name = "toy-row-net",
          .summary = "two linear layers",
          .options = AnyOptions::of<ToyRowNetOptions>(),
          .kinds = {kind::kRow}};
}

}  // namespace maas::models
