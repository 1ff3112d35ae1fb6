#include "transforms/random_crop/card.h"

namespace maas::transforms {

void describe(Fields& fields, RandomCropOptions& options) {
  fields("pad", options.pad, "zeros added on each side before cutting").range(between(0, 1024));
}

Card random_crop_card() {
  return {.name = "random-crop",
          .summary = "cut a window at a random place, of the picture padded with zeros",
          .options = AnyOptions::of<RandomCropOptions>(),
          .kinds = {kind::kImage}};
}

}  // namespace maas::transforms
