#include "operators/small_conv.h"

#include <algorithm>
#include <vector>

#include <ATen/ops/zeros.h>
#include <torch/csrc/autograd/custom_function.h>

#include "maas/error.h"
#include "operators/conv_stages.h"
#include "operators/replaceable.h"
#include "operators/row_conv.h"

namespace maas::operators {

using namespace kernels;
namespace {

using torch::autograd::AutogradContext;
using torch::autograd::tensor_list;

// Where tests/bench/kernels/small_conv_bench.cpp finds this path the faster one.
constexpr int64_t kMostChannels = 16;
constexpr int64_t kMostOutChannels = 32;
constexpr int64_t kMostPixels = 64;
constexpr int64_t kFewPictures = 4;
constexpr int64_t kMostPicturesByRows = 4;
constexpr int64_t kMostChannelPairsOfFewPictures = 96;

ConvSizes sizes_of(const at::Tensor& input, const at::Tensor& weight, at::IntArrayRef padding,
                   bool pooled) {
  return {input.size(0),  input.size(1),  input.size(2), input.size(3), weight.size(0),
          weight.size(2), weight.size(3), padding[0],    padding[1],    pooled};
}

/// Returns the instruction set for so many lanes: wide vectors would be idle.
Isa isa_for(int64_t lanes) {
  const bool small = lanes <= conv_kernels(Isa::kAvx2).lanes;
  return active() == Isa::kAvx512 && small ? Isa::kAvx2 : active();
}

/// conv2d, with or without ReLU and max pooling.
struct SmallConv : torch::autograd::Function<SmallConv> {
  static at::Tensor forward(AutogradContext* context, const at::Tensor& input,
                            const at::Tensor& weight, const at::Tensor& bias,
                            at::IntArrayRef padding, bool pooled) {
    const ConvSizes sizes = sizes_of(input, weight, padding, pooled);
    const Isa isa = isa_for(sizes.pictures);
    const at::Tensor kernel = weight.contiguous();
    ConvMemory memory;
    const at::Tensor output = conv_forward(conv_kernels(isa), sizes, input.contiguous(), kernel,
                                           bias.contiguous(), &memory);
    context->save_for_backward({kernel, memory.input.data, memory.winners});
    context->saved_data["isa"] = static_cast<int64_t>(isa);
    context->saved_data["pooled"] = pooled;
    context->saved_data["sizes"] =
        std::vector<int64_t>{sizes.pictures, sizes.rows, sizes.columns, padding[0], padding[1]};
    return output;
  }

  static tensor_list backward(AutogradContext* context, const tensor_list& gradients) {
    refuse_second_derivative("a small convolution");
    const auto saved = context->get_saved_variables();
    const at::Tensor& weight = saved[0];
    const LaneBatch input{saved[1], 0, 0};
    const std::vector<int64_t> shape = context->saved_data["sizes"].toIntVector();
    const ConvSizes sizes = {
        shape[0],       weight.size(1), shape[1], shape[2], weight.size(0),
        weight.size(2), weight.size(3), shape[3], shape[4], context->saved_data["pooled"].toBool()};
    const ConvKernels& kernels = conv_kernels(static_cast<Isa>(context->saved_data["isa"].toInt()));
    const OutputGradient gradient =
        conv_output_gradient(kernels, sizes, gradients[0].contiguous(), saved[2],
                             /*framed=*/context->needs_input_grad(0));
    tensor_list results(5);
    if (context->needs_input_grad(0)) {
      results[0] = conv_input_gradient(kernels, sizes, gradient.maps, weight);
    }
    if (context->needs_input_grad(1)) {
      results[1] = conv_weight_gradient(kernels, sizes, gradient.maps, input);
    }
    if (context->needs_input_grad(2)) results[2] = gradient.bias;
    return results;
  }
};

bool is_computable(const at::Tensor& input, const at::Tensor& weight, at::IntArrayRef padding) {
  if (!is_dense_float(input, 4) || !is_dense_float(weight, 4) || padding.size() != 2) return false;
  if (weight.size(1) != input.size(1)) return false;
  for (const int64_t axis : {0, 1}) {
    const int64_t kernel = weight.size(axis + 2);
    const int64_t padded = padding[static_cast<size_t>(axis)];
    if (padded < 0 || padded >= kernel || input.size(axis + 2) + 2 * padded < kernel) return false;
  }
  return true;
}

bool is_worthwhile(const ConvSizes& sizes) {
  if (sizes.pictures < kFewPictures &&
      sizes.channels * sizes.out_channels > kMostChannelPairsOfFewPictures) {
    return false;
  }
  return sizes.channels <= kMostChannels && sizes.out_channels <= kMostOutChannels &&
         sizes.rows <= kMostPixels && sizes.columns <= kMostPixels;
}

at::Tensor run(const at::Tensor& input, const at::Tensor& weight, const at::Tensor& bias,
               at::IntArrayRef padding, bool pooled) {
  if (!is_computable(input, weight, padding)) {
    fail(ErrorCode::kInternal, "no small convolution of {} with {} and padding {}",
         c10::str(input.sizes(), input.scalar_type()),
         c10::str(weight.sizes(), weight.scalar_type()), c10::str(padding));
  }
  const ConvSizes sizes = sizes_of(input, weight, padding, pooled);
  if (sizes.out_rows() < 1 || sizes.out_columns() < 1) {
    fail(ErrorCode::kInternal, "a convolution of {} by {} pixels has no 2 by 2 window to pool",
         sizes.conv_rows(), sizes.conv_columns());
  }
  const at::Tensor start = bias.defined() ? bias : at::zeros({sizes.out_channels});
  if (start.dim() != 1 || start.size(0) != sizes.out_channels ||
      start.scalar_type() != at::kFloat) {
    fail(ErrorCode::kInternal, "the bias of {} elements does not fit {} output channels",
         start.numel(), sizes.out_channels);
  }
  if (is_recorded({input, weight, start})) {
    return SmallConv::apply(input, weight, start, padding, pooled);
  }
  if (sizes.pictures <= kMostPicturesByRows) {
    return row_conv_forward(conv_kernels(isa_for(sizes.used_columns())), sizes, input.contiguous(),
                            weight.contiguous(), start.contiguous());
  }
  return conv_forward(conv_kernels(isa_for(sizes.pictures)), sizes, input.contiguous(),
                      weight.contiguous(), start.contiguous(), nullptr);
}

bool all_one(at::IntArrayRef values) {
  return std::ranges::all_of(values, [](int64_t value) { return value == 1; });
}

}  // namespace

bool small_conv_applies(const at::Tensor& input, const at::Tensor& weight, at::IntArrayRef stride,
                        at::IntArrayRef padding, at::IntArrayRef dilation, int64_t groups) {
  return is_replaceable() && all_one(stride) && all_one(dilation) && groups == 1 &&
         is_computable(input, weight, padding) &&
         is_worthwhile(sizes_of(input, weight, padding, /*pooled=*/false));
}

at::Tensor conv2d(const at::Tensor& input, const at::Tensor& weight, const at::Tensor& bias,
                  at::IntArrayRef padding) {
  return run(input, weight, bias, padding, /*pooled=*/false);
}

at::Tensor conv2d_relu_maxpool(const at::Tensor& input, const at::Tensor& weight,
                               const at::Tensor& bias, at::IntArrayRef padding) {
  return run(input, weight, bias, padding, /*pooled=*/true);
}

}  // namespace maas::operators
