#include "kernels/cpu/attention.h"

#include "kernels/cpu/attention_compute.h"
#include "kernels/cpu/avx2/vector.h"

namespace maas::kernels::avx2 {

// 16 registers: 6 rows x 2 vectors of sums, 2 keys, a query.
constinit const AttentionKernels kAttentionKernels = make_attention_kernels<Vector, 6>();

}  // namespace maas::kernels::avx2
