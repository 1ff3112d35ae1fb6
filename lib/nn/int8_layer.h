#pragma once

#include <ATen/core/Tensor.h>

namespace maas::nn {

/// A layer whose weight has one row per output and may be held as 8-bit codes.
class Int8Layer {
 public:
  virtual ~Int8Layer() = default;

  /// Replaces the weight by codes, in the form that the layer computes with fastest.
  ///
  /// @param codes  int8, the weight's shape, in -128..127
  /// @param scale  float32 [outputs]; weight = codes * scale per output
  /// @param int8_activations  inputs are rounded to 8 bits too, each row by its own scale (w8a8);
  ///   else w8a16
  virtual void hold_int8(const at::Tensor& codes, const at::Tensor& scale,
                         bool int8_activations) = 0;
};

}  // namespace maas::nn
