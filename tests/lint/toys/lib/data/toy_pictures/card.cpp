#include "data/toy_pictures/card.h"

namespace maas::data {

void describe(Fields& fields, ToyPicturesOptions& options) {
  fields("samples", options.samples, "how many there are").range(between(2, 1 << 20));
}

Card toy_pictures_card() {
  return {.name = "toy-pictures",
          .summary = "noise that is brighter in one half",
          .options = AnyOptions::of<ToyPicturesOptions>(),
          .kinds = {kind::kImage}};
}

}  // namespace maas::data
