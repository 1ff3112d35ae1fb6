#pragma once

#include <cstddef>
#include <cstdint>

#include "kernels/dispatch.h"
#include "kernels/matrix.h"

/// The arithmetic of products with row-major weights.
///
/// Every sum is taken in one order, whatever the number of rows and tokens computed beside it: the
/// columns are cut into blocks of `depth`; in a block each lane of a vector sums up every kLanes-th
/// column from first to last, the lanes are added in a fixed tree, and blocks are added in their
/// order to the bias. So one token and many give the same bits.
namespace maas::kernels {

/// Columns of a block are a multiple of this, and activations padded to it.
inline constexpr int64_t kColumnStep = 32;
/// Rows that are computed together, and to which tiles are padded.
inline constexpr int64_t kRowGroup = 4;

/// Some columns of rows of a weight, which will be needed soon.
struct Coming {
  const std::byte* data;
  int64_t row_bytes;
  int64_t rows;
  int64_t width;  ///< bytes of the columns
};

/// Rows of a weight, or of a tile of it, by all tokens.
struct MatrixPart {
  const std::byte* weights;
  int64_t row_bytes;
  int64_t rows;
  int64_t columns;
  int64_t depth;       ///< columns of a block
  const std::byte* x;  ///< packed activations [block][tokens][depth]
  int64_t tokens;
  const float* bias;  ///< [rows], or null
  bool continues;     ///< adds to y and not to the bias
  Coming coming;      ///< asked for during the work on a tile
  float* y;           ///< [tokens, y_stride]
  int64_t y_stride;
};

/// The operations of one instruction set on weights of one type.
struct MatrixKernels {
  int64_t element_bytes;  ///< of packed activations and of tiles

  /// Converts activations to what they are multiplied as, padded with zeros to kColumnStep.
  void (*pack)(const float* from, int64_t count, std::byte* to);
  /// Converts weights of a row to what they are multiplied as, padded likewise.
  void (*unpack)(const std::byte* from, int64_t count, std::byte* to);
  /// Converts weights of a row to fp32.
  void (*widen)(const std::byte* from, int64_t count, float* to);

  /// y = w x + bias from weights as they are kept.
  void (*multiply)(const MatrixPart& part);
  /// The same from unpacked ones.
  void (*multiply_tile)(const MatrixPart& part);
};

/// Returns the operations for `isa`, which must be available.
const MatrixKernels& matrix_kernels(Isa isa, Weight type);

namespace scalar {
extern const MatrixKernels kMatrixKernels[3];
}
namespace avx2 {
extern const MatrixKernels kMatrixKernels[3];
}
namespace avx512 {
extern const MatrixKernels kMatrixKernels[3];
}
namespace avx512bf16 {
extern const MatrixKernels kMatrixKernels;
}

}  // namespace maas::kernels
