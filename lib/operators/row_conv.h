#pragma once

#include "operators/conv_stages.h"

namespace maas::operators {

/// Computes the convolution of contiguous tensors picture by picture, for few pictures. The result
/// is that of `conv_forward`, bit for bit.
at::Tensor row_conv_forward(const kernels::ConvKernels& kernels, const ConvSizes& sizes,
                            const at::Tensor& input, const at::Tensor& weight,
                            const at::Tensor& bias);

}  // namespace maas::operators
