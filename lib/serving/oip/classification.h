#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "inference/engine.h"

namespace maas::serving::oip {

/// Triton's classification extension: instead of an output's values its largest ones, best first,
/// as BYTES `value:index:label` `[batch, min(count, classes)]`; without the label where there is
/// none. Of equal values the lower index comes first.
///
/// @param labels  of the classes, or empty
/// @throws Error kInvalidData if the output is not FP32 `[batch, classes, ...]`
inference::HostTensor top_classes(const inference::HostTensor& output, std::int64_t count,
                                  std::span<const std::string> labels);

}  // namespace maas::serving::oip
