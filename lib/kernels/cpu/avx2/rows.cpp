#include "kernels/cpu/rows.h"

#include "kernels/cpu/avx2/vector.h"
#include "kernels/cpu/rows_compute.h"

namespace maas::kernels::avx2 {

constinit const RowKernels kRowKernels = Rows<Vector>::kKernels;

}  // namespace maas::kernels::avx2
