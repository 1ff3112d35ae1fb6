#include "kernels/cpu/conv.h"

#include "kernels/cpu/avx2/vector.h"
#include "kernels/cpu/conv_table.h"

namespace maas::kernels::avx2 {

constinit const ConvKernels kConvKernels = make_conv_kernels<Vector>();

}  // namespace maas::kernels::avx2
