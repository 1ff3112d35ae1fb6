#include "nn/batch_norm2d.h"

#include <ATen/ops/batch_norm.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/zeros.h>

#include "maas/error.h"

namespace maas::nn {
namespace {

constexpr double kMomentum = 0.1;
constexpr double kEpsilon = 1e-5;

}  // namespace

BatchNorm2d::BatchNorm2d(std::int64_t channels)
    : weight(register_parameter("weight", at::ones({channels}))),
      bias(register_parameter("bias", at::zeros({channels}))),
      running_mean(register_buffer("running_mean", at::zeros({channels}))),
      running_var(register_buffer("running_var", at::ones({channels}))),
      num_batches_tracked(register_buffer("num_batches_tracked", at::zeros({}, at::kLong))) {}

at::Tensor BatchNorm2d::forward(const at::Tensor& input) {
  if (is_training()) {
    if (input.numel() <= input.size(1)) {
      throw failure_with_hint(ErrorCode::kInvalidRecipe,
                              "data.loader.drop_last leaves out a batch of one sample",
                              "batch norm cannot learn from one value a channel");
    }
    num_batches_tracked.add_(1);
  }
  return at::batch_norm(input, weight, bias, running_mean, running_var, is_training(), kMomentum,
                        kEpsilon, /*cudnn_enabled=*/false);
}

}  // namespace maas::nn
