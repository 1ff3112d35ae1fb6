#include "kernels/cpu/conv.h"

namespace maas::kernels {

const ConvKernels& conv_kernels(Isa isa) {
  switch (isa) {
    case Isa::kAvx512:
      return avx512::kConvKernels;
    case Isa::kAvx2:
      return avx2::kConvKernels;
    case Isa::kScalar:
      break;
  }
  return scalar::kConvKernels;
}

}  // namespace maas::kernels
