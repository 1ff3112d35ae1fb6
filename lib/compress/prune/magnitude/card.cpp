#include "compress/prune/magnitude/card.h"

namespace maas::pruners {

void describe(Fields& fields, MagnitudeOptions& options) {
  fields("scope", options.scope,
         "layer: every layer loses the same share; global: layers compete, the least important "
         "weights go wherever they are")
      .choices({"layer", "global"});
}

Card magnitude_card() {
  return {.name = "magnitude",
          .summary = "the smallest weights go, or the units whose weights have the smallest norm",
          .options = AnyOptions::of<MagnitudeOptions>(),
          .supports = {"unstructured", "structured"}};
}

}  // namespace maas::pruners
