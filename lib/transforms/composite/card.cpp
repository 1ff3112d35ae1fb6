#include "transforms/composite/card.h"

namespace maas::transforms {

void describe(Fields& fields, CompositeOptions& options) {
  fields("background", options.background, "its red, green and blue").range(between(0, 255));
}

Card composite_card() {
  return {.name = "composite",
          .summary = "lay what is transparent on a background; without this, on white",
          .options = AnyOptions::of<CompositeOptions>(),
          .kinds = {kind::kImage}};
}

}  // namespace maas::transforms
