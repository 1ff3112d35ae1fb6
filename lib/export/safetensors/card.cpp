#include "export/safetensors/card.h"

namespace maas::exporters {

void describe(Fields&, SafetensorsOptions&) {}

Card safetensors_card() {
  return {.name = "safetensors",
          .summary = "model directory with plain float32 weights",
          .options = AnyOptions::of<SafetensorsOptions>(),
          .kinds = {kind::kImage, kind::kRow, kind::kText}};
}

}  // namespace maas::exporters
