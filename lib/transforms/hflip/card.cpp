#include "transforms/hflip/card.h"

namespace maas::transforms {

void describe(Fields& fields, HflipOptions& options) {
  fields("p", options.p, "probability").range(between(0, 1));
}

Card hflip_card() {
  return {.name = "hflip",
          .summary = "mirror left and right at random",
          .options = AnyOptions::of<HflipOptions>(),
          .kinds = {kind::kImage}};
}

}  // namespace maas::transforms
