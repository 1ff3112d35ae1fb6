#include "export/onnx/int8.h"

#include <limits>

#include <ATen/ops/eye.h>
#include <ATen/ops/scalar_tensor.h>

namespace maas::exporters::onnx {
namespace {

using Integers = std::vector<std::int64_t>;

constexpr float kLargestCode = 127.0f;
constexpr std::int64_t kZeroPoint = 128;

constexpr std::int64_t number_of(formats::OnnxType type) {
  return static_cast<std::int64_t>(type);
}

/// Codes of the weight as the right operand of a product: uint8 [inputs, outputs].
at::Tensor shifted_columns(const at::Tensor& codes) {
  return (codes.flatten(1).t().to(at::kShort) + kZeroPoint).to(at::kByte);
}

/// Kernels [C * k * k, 1, k, k] that each take one pixel of the patch of one channel.
at::Tensor unit_kernels(const at::Tensor& weight) {
  const std::int64_t area = weight.size(2) * weight.size(3);
  return at::eye(area, at::kFloat)
      .repeat({weight.size(1), 1})                     // [C*k*k, k*k]
      .view({-1, 1, weight.size(2), weight.size(3)});  // [C*k*k, 1, k, k]
}

}  // namespace

std::string linear_w8a8(Builder& to, const std::string& rows, const Weight& weight,
                        const std::string& bias) {
  const std::string largest = to.add("ReduceMax", {to.add("Abs", {rows})},
                                     {{"axes", Integers{-1}}, {"keepdims", std::int64_t{1}}});
  // A row of zeros has codes of zeros by any scale but 0.
  const std::string scale = to.add("Max", {to.add("Div", {largest, to.scalar(kLargestCode)}),
                                           to.scalar(std::numeric_limits<float>::min())});
  // onnxruntime turns a product with 1 / scale into a division, which rounds differently.
  const std::string negative = to.add("Div", {to.scalar(-1.0f), scale});
  const std::string rounded = to.add("Round", {to.add("Mul", {rows, negative})});
  const std::string shifted = to.add("Sub", {to.scalar(kZeroPoint), rounded});
  const std::string codes =
      to.add("Cast", {shifted}, {{"to", number_of(formats::OnnxType::kUint8)}});

  const std::string zero = to.constant("zero_point", at::scalar_tensor(kZeroPoint, at::kByte));
  const std::string columns = to.constant("codes", shifted_columns(weight.values));
  const std::string sums = to.add("MatMulInteger", {codes, columns, zero, zero});
  const std::string reals = to.add("Cast", {sums}, {{"to", number_of(formats::OnnxType::kFloat)}});
  // The product of the scales as a matrix product [..., 1] x [1, outputs]: onnxruntime takes an
  // elementwise one after MatMulInteger for that of two scalars.
  const std::string weight_scale = to.constant("weight_scale", weight.scale.view({1, -1}));
  const std::string scales = to.add("MatMul", {scale, weight_scale});
  const std::string product = to.add("Mul", {reals, scales});
  return bias.empty() ? product : to.add("Add", {product, bias});
}

std::string convolution_w8a8(Builder& to, const std::string& input, const Weight& weight,
                             const std::string& bias, Attributes attributes) {
  attributes["group"] = weight.values.size(1);
  const std::string kernels = to.constant("unit_kernels", unit_kernels(weight.values));
  const std::string patches = to.add("Conv", {input, kernels}, std::move(attributes));
  const std::string rows = to.add("Transpose", {patches}, {{"perm", Integers{0, 2, 3, 1}}});
  const std::string output = linear_w8a8(to, rows, weight, bias);  // [N, H', W', outputs]
  return to.add("Transpose", {output}, {{"perm", Integers{0, 3, 1, 2}}});
}

}  // namespace maas::exporters::onnx
