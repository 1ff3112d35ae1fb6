#pragma once

#include <ATen/core/Tensor.h>

namespace maas::operators {

/// Activations in 8 bits.
struct QuantizedRows {
  at::Tensor codes;  ///< int8 [rows, columns padded with zeros to a multiple of 64]
  at::Tensor scale;  ///< fp32 [rows]
};

/// Quantizes each row of `x`, fp32 [rows, columns] on the CPU or a CUDA device, by its largest
/// magnitude: codes -127 .. 127, rounded to nearest, ties to even. The bytes are the same
/// everywhere.
///
/// A row that is not finite gets a scale that is not, and codes 0.
///
/// @throws Error kInternal if x is not fp32 [rows, columns]; kDevice as `cuda::library`, or if the
///   device fails.
QuantizedRows quantize_rows(const at::Tensor& x);

}  // namespace maas::operators
