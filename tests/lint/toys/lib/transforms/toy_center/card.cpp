#include "transforms/toy_center/card.h"

namespace maas::transforms {

void describe(Fields&, ToyCenterOptions&) {}

Card toy_center_card() {
  return {.name = "toy-center",
          .summary = "gray pixels from 0..1 to -1..1",
          .options = AnyOptions::of<ToyCenterOptions>(),
          .kinds = {kind::kImage}};
}

}  // namespace maas::transforms
