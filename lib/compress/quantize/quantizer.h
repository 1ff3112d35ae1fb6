#pragma once

#include <ATen/core/Tensor.h>

namespace maas::quantizers {

/// A weight as 8-bit integers: weight = codes * scale, row by row.
struct QuantizedWeight {
  at::Tensor codes;  ///< int8, the weight's shape [outputs, ...], in -127..127
  at::Tensor scale;  ///< float32 [outputs], above 0

  /// @return float32, the weight's shape
  at::Tensor dequantized() const;
};

/// A way to choose codes and scales.
class Quantizer {
 public:
  virtual ~Quantizer() = default;

  /// @param weight  float32 [outputs, ...], finite
  virtual QuantizedWeight quantize(const at::Tensor& weight) const = 0;
};

}  // namespace maas::quantizers
