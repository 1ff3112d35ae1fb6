#pragma once

#include <memory>

#include "export/onnx/card.h"
#include "export/registry.h"

namespace maas::exporters {

/// Input `image` float32 [N, C, H, W], normalised as preprocessor_config.json says; output `logits`
/// float32 [N, classes]; N is free.
std::unique_ptr<Exporter> make_onnx(const OnnxOptions& options);

}  // namespace maas::exporters
