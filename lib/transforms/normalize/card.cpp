#include "transforms/normalize/card.h"

namespace maas::transforms {

void describe(Fields& fields, NormalizeOptions& options) {
  fields("mean", options.mean, "mean of each channel, of pixels in 0..1").range(kMeans).required();
  fields("std", options.std, "standard deviation of each channel").range(kDeviations).required();
}

Card normalize_card() {
  return {.name = "normalize",
          .summary = "subtract a mean and divide by a deviation, per channel",
          .options = AnyOptions::of<NormalizeOptions>(),
          .kinds = {kind::kImage}};
}

}  // namespace maas::transforms
