#include "export/onnx/int8.h"

#include <limits>

#include <ATen/ops/scalar_tensor.h>

namespace maas::exporters::onnx {
namespace {

using Integers = std::vector<std::int64_t>;

constexpr float kLargestCode = 127.0f;
constexpr std::int64_t kZeroPoint = 128;

constexpr std::int64_t number_of(formats::OnnxType type) {
  return static_cast<std::int64_t>(type);
}

/// Codes as onnxruntime multiplies them exactly: uint8 around the zero point.
at::Tensor shifted(const at::Tensor& codes) {
  return (codes.to(at::kShort) + kZeroPoint).to(at::kByte);
}

/// Names of uint8 codes and of their float32 scales.
struct Codes {
  std::string codes;
  std::string scale;
};

/// Rounds a value by its largest magnitude over `axes`.
Codes rounded(Builder& to, const std::string& value, Integers axes) {
  const std::string largest = to.add("ReduceMax", {to.add("Abs", {value})},
                                     {{"axes", std::move(axes)}, {"keepdims", std::int64_t{1}}});
  // Zeros have codes of zeros by any scale but 0.
  const std::string scale = to.add("Max", {to.add("Div", {largest, to.scalar(kLargestCode)}),
                                           to.scalar(std::numeric_limits<float>::min())});
  // onnxruntime turns a product with 1 / scale into a division, which rounds differently.
  const std::string negative = to.add("Div", {to.scalar(-1.0f), scale});
  const std::string whole = to.add("Round", {to.add("Mul", {value, negative})});
  const std::string shifted = to.add("Sub", {to.scalar(kZeroPoint), whole});
  return {to.add("Cast", {shifted}, {{"to", number_of(formats::OnnxType::kUint8)}}), scale};
}

/// Multiplies codes by an operator for integers and scales the sums back.
std::string scaled_product(Builder& to, const std::string& op, const std::string& codes,
                           const at::Tensor& weight, const std::string& scales,
                           Attributes attributes) {
  const std::string zero = to.constant("zero_point", at::scalar_tensor(kZeroPoint, at::kByte));
  const std::string sums =
      to.add(op, {codes, to.constant("codes", shifted(weight)), zero, zero}, std::move(attributes));
  const std::string reals = to.add("Cast", {sums}, {{"to", number_of(formats::OnnxType::kFloat)}});
  return to.add("Mul", {reals, scales});
}

}  // namespace

std::string linear_w8a8(Builder& to, const std::string& rows, const Weight& weight,
                        const std::string& bias) {
  const auto [codes, scale] = rounded(to, rows, {-1});
  // The product of the scales as a matrix product [..., 1] x [1, outputs]: onnxruntime takes an
  // elementwise one after MatMulInteger for that of two scalars.
  const std::string weight_scale = to.constant("weight_scale", weight.scale.view({1, -1}));
  const std::string scales = to.add("MatMul", {scale, weight_scale});
  const std::string product =
      scaled_product(to, "MatMulInteger", codes, weight.values.t(), scales, {});
  return bias.empty() ? product : to.add("Add", {product, bias});
}

std::string convolution_w8a8(Builder& to, const std::string& input, const Weight& weight,
                             const std::string& bias, Attributes attributes) {
  const auto [codes, scale] = rounded(to, input, {1, 2, 3});
  const std::string weight_scale = to.constant("weight_scale", weight.scale.view({-1, 1, 1}));
  const std::string scales = to.add("Mul", {scale, weight_scale});  // [N, outputs, 1, 1]
  const std::string product =
      scaled_product(to, "ConvInteger", codes, weight.values, scales, std::move(attributes));
  if (bias.empty()) return product;
  return to.add("Add", {product, to.add("Reshape", {bias, to.integers({-1, 1, 1})})});
}

}  // namespace maas::exporters::onnx
