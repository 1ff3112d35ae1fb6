#pragma once

#include <memory>

#include "compress/quantize/quantizer.h"
#include "compress/quantize/rtn/card.h"

namespace maas::quantizers {

/// Round to nearest, symmetric: scale = max|w| / 127 of each output, code = w / scale rounded half
/// to even. No weight moves by more than half a step of its scale.
std::unique_ptr<Quantizer> make_rtn(const RtnOptions& options);

}  // namespace maas::quantizers
