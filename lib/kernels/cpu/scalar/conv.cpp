#include "kernels/cpu/conv.h"

#include "kernels/cpu/conv_table.h"
#include "kernels/cpu/scalar/vector.h"

namespace maas::kernels::scalar {

constinit const ConvKernels kConvKernels = make_conv_kernels<Vector>();

}  // namespace maas::kernels::scalar
