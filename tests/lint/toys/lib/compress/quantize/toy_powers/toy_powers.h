#pragma once

#include <memory>

#include "compress/quantize/quantizer.h"
#include "compress/quantize/toy_powers/card.h"

namespace maas::quantizers {

/// Round to nearest, by the least power of two that the largest weight of an output fits.
std::unique_ptr<Quantizer> make_toy_powers(const ToyPowersOptions& options);

}  // namespace maas::quantizers
