#include "kernels/cpu/int8.h"

#include "kernels/cpu/int8_compute.h"
#include "kernels/cpu/scalar/codes.h"

namespace maas::kernels::scalar {

constinit const Int8Kernels kInt8Kernels = make_int8_kernels<Codes>();

}  // namespace maas::kernels::scalar
