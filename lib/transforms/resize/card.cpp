#include "transforms/resize/card.h"

namespace maas::transforms {

void describe(Fields& fields, ResizeOptions& options) {
  fields("height", options.height, "rows of the result").range(between(1, 8192)).required();
  fields("width", options.width, "columns of the result").range(between(1, 8192)).required();
}

Card resize_card() {
  return {.name = "resize",
          .summary = "scale to a size, bilinearly",
          .options = AnyOptions::of<ResizeOptions>(),
          .kinds = {kind::kImage}};
}

}  // namespace maas::transforms
