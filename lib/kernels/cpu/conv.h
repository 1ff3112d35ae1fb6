#pragma once

#include <cstdint>

#include "kernels/dispatch.h"

/// Stride-1 convolutions of small pictures.
///
/// Small maps leave most of a vector register empty, so a batch is cut into groups of `lanes`
/// pictures and each picture of a group owns one lane: "lane maps" are
/// [channel][row][column][lane]. Every operation is then a plain vector operation, with no
/// shuffles and no edge cases; only the way in and the way out transpose.
///
/// A few pictures leave most lanes idle: there the columns of one picture own the lanes, and its
/// rows are maps of their own.
///
/// Results are computed in tiles of 2x2 pixels, so lane maps have room for an even number of result
/// rows and columns. Strides count floats.
namespace maas::kernels {

/// What `winners` says of a pooled pixel whose four candidates were all cut off by the ReLU; less
/// than that is the winner's place in its 2x2 window, row by row.
inline constexpr uint8_t kNoWinner = 4;

/// One channel of up to `lanes` pictures in [picture][channel][row][column].
template <class Float>
struct Pictures {
  Float* data;     ///< the first picture's channel
  int64_t stride;  ///< from a picture to the next
  int64_t count;   ///< pictures, at most `lanes`; the other lanes read as zero
  int64_t rows;
  int64_t columns;
};

/// A convolution of one group of pictures.
struct Convolution {
  int64_t channels;
  int64_t out_channels;
  int64_t kernel_rows;
  int64_t kernel_columns;

  const float* input;  ///< lane maps with their zero padding
  int64_t input_plane;
  int64_t input_row;
  int64_t live_row_begin;  ///< input pixels outside the live rows and columns are zero
  int64_t live_row_end;
  int64_t live_column_begin;
  int64_t live_column_end;

  const float* weight;  ///< per block of output channels: [kernel row][column][channel][of block]
  const float* bias;    ///< [out_channels]

  int64_t tile_columns;
  float* output;  ///< lane maps
  int64_t output_plane;
  int64_t output_row;
  uint8_t* winners;  ///< as `output`, one byte a pixel; null: not wanted
};

/// A convolution of one picture, whose columns are the lanes.
struct RowConvolution {
  int64_t channels;
  int64_t out_channels;
  int64_t kernel_rows;
  int64_t kernel_columns;

  const float* input;  ///< [channel][row][column], padded; read as far as whole vectors need
  int64_t input_plane;
  int64_t input_row;

  const float* weight;  ///< [out_channels][channel][kernel row][kernel column]
  const float* bias;    ///< [out_channels]

  int64_t vectors;  ///< of results in a row
  float* output;    ///< [out_channels][row][column]
  int64_t output_plane;
  int64_t output_row;
};

/// The gradient by the weights, of some groups of pictures.
struct WeightGradient {
  int64_t groups;
  int64_t out_channels;
  int64_t taps;            ///< channels x kernel rows x kernel columns
  const int64_t* offsets;  ///< [taps] of the input pixel under a tap of the first output pixel

  const float* input;  ///< lane maps with their zero padding
  int64_t input_group;
  int64_t input_row;

  const float* gradient;  ///< lane maps of the gradient by the output
  int64_t gradient_group;
  int64_t gradient_plane;
  int64_t gradient_row;
  int64_t rows;
  int64_t columns;

  float* sums;  ///< [out_channels][taps]
};

/// The operations of one instruction set.
struct ConvKernels {
  int64_t lanes;
  int64_t convolution_block;      ///< most output channels of a block of `Convolution::weight`
  int64_t weight_gradient_block;  ///< most output channels of a block of `weight_gradient`

  /// Transposes pictures into a lane map.
  void (*pack)(const Pictures<const float>& from, float* to, int64_t to_row);

  /// Transposes a lane map into pictures.
  void (*unpack)(const float* from, int64_t from_row, const Pictures<float>& to);

  /// Packs the gradient of a map and returns its sum. With `winners` each pixel goes to the winner
  /// of its 2x2 window in a map of twice the rows and columns.
  float (*pack_gradient)(const Pictures<const float>& from, const uint8_t* winners, float* to,
                         int64_t to_row);

  /// Computes rows [begin, end) of 2x2 tiles.
  void (*convolve)(const Convolution& convolution, int64_t begin, int64_t end);

  /// Computes rows [begin, end) of the 2x2 max-pooled ReLU of a convolution.
  void (*convolve_relu_pool)(const Convolution& convolution, int64_t begin, int64_t end);

  /// Computes rows [begin, end) of results.
  void (*convolve_rows)(const RowConvolution& convolution, int64_t begin, int64_t end);

  /// Pools two rows: `pairs` results of the largest of 2x2, or zero.
  void (*relu_pool_row)(const float* upper, const float* lower, int64_t pairs, float* output);

  /// Computes blocks [begin, end) of output channels.
  void (*weight_gradient)(const WeightGradient& gradient, int64_t begin, int64_t end);
};

/// Returns the operations for `isa`, which must be available.
const ConvKernels& conv_kernels(Isa isa);

namespace scalar {
extern const ConvKernels kConvKernels;
}
namespace avx2 {
extern const ConvKernels kConvKernels;
}
namespace avx512 {
extern const ConvKernels kConvKernels;
}

}  // namespace maas::kernels
