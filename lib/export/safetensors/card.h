#pragma once

#include "maas/catalog.h"

namespace maas::exporters {

struct SafetensorsOptions {};

void describe(Fields& fields, SafetensorsOptions& options);

Card safetensors_card();

}  // namespace maas::exporters
