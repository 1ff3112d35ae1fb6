#include "kernels/cpu/attention.h"

namespace maas::kernels {

const AttentionKernels& attention_kernels(Isa isa) {
  switch (isa) {
    case Isa::kAvx512:
      return avx512::kAttentionKernels;
    case Isa::kAvx2:
      return avx2::kAttentionKernels;
    case Isa::kScalar:
      break;
  }
  return scalar::kAttentionKernels;
}

}  // namespace maas::kernels
