#include "kernels/cpu/int8.h"

namespace maas::kernels {

const Int8Kernels& int8_kernels(Isa isa) {
  switch (isa) {
    case Isa::kAvx512:
      return avx512::kInt8Kernels;
    case Isa::kAvx2:
      return avx2::kInt8Kernels;
    case Isa::kScalar:
      break;
  }
  return scalar::kInt8Kernels;
}

}  // namespace maas::kernels
