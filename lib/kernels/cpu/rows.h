#pragma once

#include <cstdint>

#include "kernels/dispatch.h"
#include "kernels/vector.h"

namespace maas::kernels {

/// What `kernels/vector.h` declares, for one instruction set.
struct RowKernels {
  decltype(&kernels::rms_norm) rms_norm;
  decltype(&kernels::layer_norm) layer_norm;
  decltype(&kernels::rotate) rotate;
  decltype(&kernels::activate) activate;
  decltype(&kernels::gate) gate;
  decltype(&kernels::add_scaled) add_scaled;
  decltype(&kernels::argmax) argmax;
  decltype(&kernels::softmax) softmax;
};

/// Returns the operations for `isa`, which must be available.
const RowKernels& row_kernels(Isa isa);

namespace scalar {
extern const RowKernels kRowKernels;
}
namespace avx2 {
extern const RowKernels kRowKernels;
}
namespace avx512 {
extern const RowKernels kRowKernels;
}

}  // namespace maas::kernels
