#pragma once

#include <cstdint>

#include "kernels/dispatch.h"

/// Products of 8-bit weights with 8-bit or fp32 activations.
///
/// Weights are cut into panels of `kPanelRows` outputs and, within a panel, interleaved by four
/// inputs: [panel][inputs / 4][kPanelRows][4]. A lane then sums up one output, no sum crosses lanes
/// and memory is read in one stream. Codes of activations
/// are -127 .. 127, those of weights -128 .. 127.
namespace maas::kernels {

inline constexpr int64_t kPanelRows = 32;
inline constexpr int64_t kQuad = 4;
/// Rows of activation codes are padded with zeros to a multiple of this.
inline constexpr int64_t kCodeAlignment = 64;
inline constexpr int64_t kMostCode = 127;  ///< of activations
/// Rows whose largest magnitude is below this are taken for zero: their inverse scale overflows.
inline constexpr float kLeastMagnitude = 1e-36f;

/// One panel of a weight.
struct Int8Panel {
  const int8_t* codes;  ///< [quads][kPanelRows][kQuad]
  const float* scale;   ///< [kPanelRows]
  const float* bias;    ///< [kPanelRows]
  int64_t inputs;
  int64_t outputs;  ///< at most kPanelRows

  [[gnu::always_inline]] int64_t quads() const { return (inputs + kQuad - 1) / kQuad; }
};

/// Rows of activations: codes, or fp32.
template <class Element>
struct Int8Rows {
  const Element* data;
  int64_t stride;
  int64_t count;
  const float* scale;  ///< [count], of codes

  [[gnu::always_inline]] const Element* row(int64_t index) const { return data + index * stride; }
};

/// The operations of one instruction set. Codes and sums are the same for all of them.
struct Int8Kernels {
  /// Quantizes a row symmetrically, rounding to nearest, ties to even: codes = row / scale, with
  /// scale = max |row| / 127. A row that is not finite has a scale that is not, and codes 0.
  void (*quantize_row)(const float* row, int64_t count, int8_t* codes, float* scale);

  /// Computes the sums of code products: `sums` is [rows.count][kPanelRows].
  void (*accumulate)(const Int8Rows<int8_t>& rows, const Int8Panel& panel, int32_t* sums);

  /// Computes the panel's outputs of all rows, `output_stride` floats apart, from codes.
  void (*linear_w8a8)(const Int8Rows<int8_t>& rows, const Int8Panel& panel, float* output,
                      int64_t output_stride);

  /// Computes the panel's outputs of all rows from fp32 activations.
  void (*linear_w8a16)(const Int8Rows<float>& rows, const Int8Panel& panel, float* output,
                       int64_t output_stride);
};

/// Returns the operations for `isa`, which must be available.
const Int8Kernels& int8_kernels(Isa isa);

namespace scalar {
extern const Int8Kernels kInt8Kernels;
}
namespace avx2 {
extern const Int8Kernels kInt8Kernels;
}
namespace avx512 {
extern const Int8Kernels kInt8Kernels;
}

}  // namespace maas::kernels
