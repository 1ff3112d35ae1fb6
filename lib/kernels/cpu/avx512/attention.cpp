#include "kernels/cpu/attention.h"

#include "kernels/cpu/attention_compute.h"
#include "kernels/cpu/avx512/vector.h"

namespace maas::kernels::avx512 {

// 32 registers: 12 rows x 2 vectors of sums, 2 keys, a query.
constinit const AttentionKernels kAttentionKernels = make_attention_kernels<Vector, 12>();

}  // namespace maas::kernels::avx512
