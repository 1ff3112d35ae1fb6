#include "kernels/cpu/int8.h"

#include "kernels/cpu/avx512/codes.h"
#include "kernels/cpu/int8_compute.h"

namespace maas::kernels::avx512 {

constinit const Int8Kernels kInt8Kernels = make_int8_kernels<Codes>();

}  // namespace maas::kernels::avx512
