#include "kernels/cpu/rows.h"

#include "kernels/cpu/rows_compute.h"
#include "kernels/cpu/scalar/vector.h"

namespace maas::kernels::scalar {

constinit const RowKernels kRowKernels = Rows<Vector>::kKernels;

}  // namespace maas::kernels::scalar
