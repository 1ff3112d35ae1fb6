#pragma once

#include "kernels/cpu/conv_compute.h"
#include "kernels/cpu/conv_layout.h"
#include "kernels/cpu/row_conv_compute.h"

namespace maas::kernels {

/// Returns the operations made of vector `V`.
template <class V>
constexpr ConvKernels make_conv_kernels() {
  return {.lanes = V::kLanes,
          .convolution_block = V::kConvolutionBlock,
          .weight_gradient_block = V::kGradientBlock,
          .pack = pack<V>,
          .unpack = unpack<V>,
          .pack_gradient = pack_gradient<V>,
          .convolve = convolve<V, StoreTile>,
          .convolve_relu_pool = convolve<V, PoolTile>,
          .convolve_rows = convolve_rows<V>,
          .relu_pool_row = relu_pool_row<V>,
          .weight_gradient = weight_gradient<V>};
}

}  // namespace maas::kernels
