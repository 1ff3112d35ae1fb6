#include "models/tcn/card.h"

namespace maas::models {

void describe(Fields& fields, TcnOptions& options) {
  fields("channels", options.channels,
         "widths of the blocks; each sees steps twice as far from each other as the one before")
      .range(between(1, 1 << 16));
  fields("kernel", options.kernel, "steps that a convolution sees").range(between(1, 1024));
  fields("dropout", options.dropout, "share of values dropped while training").range(below(0, 1));
}

Card tcn_card() {
  return {.name = "tcn",
          .summary = "dilated causal convolutions over steps, in residual blocks",
          .options = AnyOptions::of<TcnOptions>(),
          .kinds = {kind::kSeries}};
}

}  // namespace maas::models
