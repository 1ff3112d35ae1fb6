#include "kernels/cpu/int8.h"

#include "kernels/cpu/avx2/codes.h"
#include "kernels/cpu/int8_compute.h"

namespace maas::kernels::avx2 {

constinit const Int8Kernels kInt8Kernels = make_int8_kernels<Codes>();

}  // namespace maas::kernels::avx2
