#include "nn/conv_transpose2d.h"

#include <array>

#include <ATen/ops/conv_transpose2d.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/zeros.h>

namespace maas::nn {
namespace {

constexpr std::int64_t kKernel = 4;
constexpr std::array<std::int64_t, 2> kStride = {2, 2};
constexpr std::array<std::int64_t, 2> kPadding = {1, 1};

}  // namespace

ConvTranspose2d::ConvTranspose2d(std::int64_t inputs, std::int64_t outputs)
    : weight(register_parameter("weight", at::empty({inputs, outputs, kKernel, kKernel}))),
      bias(register_parameter("bias", at::zeros({outputs}))) {}

at::Tensor ConvTranspose2d::forward(const at::Tensor& input) {
  return at::conv_transpose2d(input, weight, bias, kStride, kPadding);
}

}  // namespace maas::nn
