#pragma once

#include <ATen/core/Tensor.h>

/// Linear layers with 8-bit weights.
namespace maas::operators {

/// A weight rearranged for the kernels, with one scale per output channel.
struct PackedInt8 {
  at::Tensor panels;  ///< int8 [panels, ceil(in / 4), 32, 4], padded with zeros
  at::Tensor scale;   ///< fp32 [panels * 32], padded with zeros
  int64_t inputs;
  int64_t outputs;
};

/// Packs `weight`, int8 [out, in] with codes -128 .. 127, whose real values are weight x scale,
/// fp32 [out] or [out, 1].
///
/// @throws Error kInvalidData if a type or shape is another, or there are no inputs
///   or more than 65,536, where sums could overflow 32 bits.
PackedInt8 pack_int8(const at::Tensor& weight, const at::Tensor& scale);

/// Returns x [..., in] times the weight's transpose, plus `bias` [out], which may be undefined;
/// each row of x is quantized to 8 bits on the way.
///
/// @throws Error kInternal if x or bias do not fit the weight or are not fp32 on the CPU.
at::Tensor linear_w8a8(const at::Tensor& x, const PackedInt8& weight, const at::Tensor& bias);

/// As `linear_w8a8`, with activations as they are.
at::Tensor linear_w8a16(const at::Tensor& x, const PackedInt8& weight, const at::Tensor& bias);

}  // namespace maas::operators
