#pragma once

#include <cstdint>
#include <span>

namespace maas::kernels {

/// Rounds fp32 to f16, to nearest, ties to even; what is too large becomes infinite.
/// @pre both have the same size
void to_half(std::span<const float> values, std::uint16_t* halves);

}  // namespace maas::kernels
