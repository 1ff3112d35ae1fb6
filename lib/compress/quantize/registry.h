#pragma once

#include <memory>

#include "base/factories.h"
#include "compress/quantize/quantizer.h"

namespace maas::quantizers {

using Factories = base::FactoryTable<std::unique_ptr<Quantizer>()>;

/// The quantization methods of this build: `std::unique_ptr<Quantizer> make_<name>(const
/// Options&)`. Their cards list the schemes that they support.
const Factories& factories();

}  // namespace maas::quantizers
