#pragma once

#include <memory>

#include "export/onnx/card.h"
#include "export/registry.h"

namespace maas::exporters {

/// Input `image` float32 [N, C, H, W], normalised as preprocessor_config.json says, or `features`
/// [N, F], rows as columns.json says; output `logits` float32 [N, classes], or `value` [N, 1] in
/// the target's unit; N is free.
std::unique_ptr<Exporter> make_onnx(const OnnxOptions& options);

}  // namespace maas::exporters
