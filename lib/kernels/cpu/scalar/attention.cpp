#include "kernels/cpu/attention.h"

#include "kernels/cpu/attention_compute.h"
#include "kernels/cpu/scalar/vector.h"

namespace maas::kernels::scalar {

// 16 registers: 4 rows x 2 sums, 2 keys, a query.
constinit const AttentionKernels kAttentionKernels = make_attention_kernels<Vector, 4>();

}  // namespace maas::kernels::scalar
