#include "operators/int8_conv.h"

#include <array>

#include <ATen/ops/conv2d.h>
#include <ATen/ops/max_pool2d.h>

#include "kernels/cpu/int8.h"
#include "operators/quantize_rows.h"
#include "operators/small_conv.h"

namespace maas::operators {

using namespace kernels;
namespace {

/// Floats hold every whole number up to this.
constexpr double kMostExact = 1 << 24;
constexpr std::array<int64_t, 2> kOne = {1, 1};

struct QuantizedPictures {
  at::Tensor codes;  ///< fp32 [N, C, H, W], whole numbers
  at::Tensor scale;  ///< fp32 [N, 1, 1, 1]
};

QuantizedPictures quantize_pictures(const at::Tensor& pictures) {
  const at::Tensor rows = pictures.flatten(1);  // [N, C*H*W]
  const QuantizedRows quantized = quantize_rows(rows);
  return {quantized.codes.narrow(1, 0, rows.size(1)).to(at::kFloat).view(pictures.sizes()),
          quantized.scale.view({-1, 1, 1, 1})};
}

bool small_conv_fits(const at::Tensor& codes, const Int8Filters& filters, at::IntArrayRef padding,
                     at::IntArrayRef stride = kOne) {
  return small_conv_applies(codes, filters.codes, stride, padding, kOne, /*groups=*/1);
}

/// Returns the sums of products of codes.
at::Tensor sums_of(const at::Tensor& codes, const Int8Filters& filters, at::IntArrayRef padding,
                   at::IntArrayRef stride = kOne) {
  if (filters.largest_bound > kMostExact) {
    const at::Tensor sums = at::conv2d(codes.to(at::kDouble), filters.codes.to(at::kDouble),
                                       /*bias=*/{}, stride, padding);
    return sums.to(at::kFloat);
  }
  if (small_conv_fits(codes, filters, padding, stride)) {
    return operators::conv2d(codes, filters.codes, /*bias=*/{}, padding);
  }
  return at::conv2d(codes, filters.codes, /*bias=*/{}, stride, padding);
}

/// Returns the largest sum of each 2x2 square.
at::Tensor pooled_sums_of(const at::Tensor& codes, const Int8Filters& filters,
                          at::IntArrayRef padding) {
  const bool exact_when_lifted = 2 * filters.largest_bound <= kMostExact;
  if (!exact_when_lifted || !small_conv_fits(codes, filters, padding)) {
    return at::max_pool2d(sums_of(codes, filters, padding), {2, 2});
  }
  // Lifted by its bound no sum is negative, and the ReLU on the way changes none.
  return conv2d_relu_maxpool(codes, filters.codes, filters.bound, padding)
      .sub_(filters.bound.view({-1, 1, 1}));
}

/// Turns sums [N, out, H', W'] into outputs, in place.
at::Tensor rescale(at::Tensor sums, const at::Tensor& picture_scale, const Int8Filters& filters,
                   const at::Tensor& bias) {
  sums.mul_(picture_scale * filters.scale);  // [N, out, 1, 1]
  return bias.defined() ? sums.add_(bias.view({-1, 1, 1})) : sums;
}

}  // namespace

Int8Filters int8_filters(const at::Tensor& codes, const at::Tensor& scale) {
  const at::Tensor values = codes.to(at::kFloat);
  const at::Tensor bound = values.abs().sum({1, 2, 3}) * static_cast<double>(kMostCode);
  return {values, scale.view({-1, 1, 1}), bound, bound.max().item<double>()};
}

at::Tensor conv2d_w8a8(const at::Tensor& input, const Int8Filters& filters, const at::Tensor& bias,
                       at::IntArrayRef padding, at::IntArrayRef stride) {
  const QuantizedPictures pictures = quantize_pictures(input);
  return rescale(sums_of(pictures.codes, filters, padding, stride), pictures.scale, filters, bias);
}

at::Tensor conv2d_relu_maxpool_w8a8(const at::Tensor& input, const Int8Filters& filters,
                                    const at::Tensor& bias, at::IntArrayRef padding) {
  const QuantizedPictures pictures = quantize_pictures(input);
  // Scales are not negative: the largest sum of a square becomes its largest output.
  const at::Tensor sums = pooled_sums_of(pictures.codes, filters, padding);
  return rescale(sums, pictures.scale, filters, bias).relu_();
}

}  // namespace maas::operators
