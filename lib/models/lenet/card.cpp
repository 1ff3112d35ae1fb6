#include "models/lenet/card.h"

namespace maas::models {

void describe(Fields& fields, LenetOptions& options) {
  fields("channels", options.channels, "channels of the two convolutions").range(between(1, 4096));
  fields("hidden", options.hidden, "widths of the two hidden linear layers")
      .range(between(1, 1 << 20));
}

Card lenet_card() {
  return {.name = "lenet",
          .summary = "LeNet-5 with ReLU and max-pooling: two 5x5 convolutions, three linear layers",
          .options = AnyOptions::of<LenetOptions>(),
          .kinds = {kind::kImage}};
}

}  // namespace maas::models
