#include "kernels/cpu/matrix.h"

namespace maas::kernels {

const MatrixKernels& matrix_kernels(Isa isa, Weight type) {
  static const bool has_bf16 = __builtin_cpu_supports("avx512bf16");
  const auto index = static_cast<std::size_t>(type);
  switch (isa) {
    case Isa::kAvx512:
      if (type == Weight::kBF16 && has_bf16) return avx512bf16::kMatrixKernels;
      return avx512::kMatrixKernels[index];
    case Isa::kAvx2:
      return avx2::kMatrixKernels[index];
    case Isa::kScalar:
      break;
  }
  return scalar::kMatrixKernels[index];
}

}  // namespace maas::kernels
