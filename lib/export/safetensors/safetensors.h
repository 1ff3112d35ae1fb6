#pragma once

#include <memory>

#include "export/registry.h"
#include "export/safetensors/card.h"

namespace maas::exporters {

/// A model directory whose weights are all float32; int8 layers are multiplied out.
std::unique_ptr<Exporter> make_safetensors(const SafetensorsOptions& options);

}  // namespace maas::exporters
