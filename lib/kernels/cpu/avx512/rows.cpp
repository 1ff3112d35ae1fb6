#include "kernels/cpu/rows.h"

#include "kernels/cpu/avx512/vector.h"
#include "kernels/cpu/rows_compute.h"

namespace maas::kernels::avx512 {

constinit const RowKernels kRowKernels = Rows<Vector>::kKernels;

}  // namespace maas::kernels::avx512
