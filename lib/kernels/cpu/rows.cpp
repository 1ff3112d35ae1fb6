#include "kernels/cpu/rows.h"

namespace maas::kernels {

const RowKernels& row_kernels(Isa isa) {
  switch (isa) {
    case Isa::kAvx512:
      return avx512::kRowKernels;
    case Isa::kAvx2:
      return avx2::kRowKernels;
    case Isa::kScalar:
      break;
  }
  return scalar::kRowKernels;
}

}  // namespace maas::kernels
