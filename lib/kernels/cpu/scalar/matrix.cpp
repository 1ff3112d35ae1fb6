#include "kernels/cpu/matrix.h"

#include "kernels/cpu/matrix_compute.h"
#include "kernels/cpu/scalar/weights.h"

namespace maas::kernels::scalar {
namespace {

using F32 = FloatOperands<Vector, WeightsF32>;
using F16 = FloatOperands<Vector, WeightsF16>;
using BF16 = FloatOperands<Vector, WeightsBF16>;

}  // namespace

// In the order of Weight.
constinit const MatrixKernels kMatrixKernels[3] = {make_matrix_kernels<F32, F32>(),
                                                   make_matrix_kernels<F16, F32>(),
                                                   make_matrix_kernels<BF16, F32>()};

}  // namespace maas::kernels::scalar
