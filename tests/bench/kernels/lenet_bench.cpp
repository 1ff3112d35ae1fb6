// A whole training step of LeNet (forward, loss, backward, fused Adam): with our convolutions
// against LibTorch's.

#include <ATen/Parallel.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/_foreach_add.h>
#include <ATen/ops/_fused_adam.h>
#include <ATen/ops/conv2d.h>
#include <ATen/ops/cross_entropy_loss.h>
#include <ATen/ops/linear.h>
#include <ATen/ops/max_pool2d.h>
#include <ATen/ops/rand.h>
#include <ATen/ops/randint.h>
#include <ATen/ops/randn.h>
#include <ATen/ops/relu.h>
#include <ATen/ops/zeros.h>
#include <ATen/ops/zeros_like.h>

#include <fmt/format.h>

#include "bench/kernels/bench.h"
#include "kernels/dispatch.h"
#include "operators/small_conv.h"

namespace maas::bench {
namespace {

class Lenet {
 public:
  explicit Lenet(bool ours) : ours_(ours) {
    for (const std::vector<int64_t>& shape : std::vector<std::vector<int64_t>>{
             {6, 1, 5, 5}, {16, 6, 5, 5}, {120, 400}, {84, 120}, {10, 84}}) {
      weights_.push_back(at::randn(shape).mul_(0.1).requires_grad_());
      weights_.push_back(at::zeros({shape[0]}).requires_grad_());
    }
    for (const at::Tensor& weight : weights_) {
      means_.push_back(at::zeros_like(weight));
      squares_.push_back(at::zeros_like(weight));
      steps_.push_back(at::zeros({}));
    }
  }

  void train(const at::Tensor& images, const at::Tensor& labels) {
    for (const at::Tensor& weight : weights_) weight.mutable_grad() = at::Tensor();
    at::cross_entropy_loss(forward(images), labels).backward();
    std::vector<at::Tensor> gradients;
    for (const at::Tensor& weight : weights_) gradients.push_back(weight.grad());
    const at::NoGradGuard no_grad;
    at::_foreach_add_(steps_, 1);
    at::_fused_adam_(weights_, gradients, means_, squares_, /*max_exp_avg_sqs=*/{}, steps_,
                     /*lr=*/1e-3, /*beta1=*/0.9, /*beta2=*/0.999, /*weight_decay=*/0.0,
                     /*eps=*/1e-8, /*amsgrad=*/false, /*maximize=*/false);
  }

 private:
  at::Tensor convolve(const at::Tensor& x, size_t layer, int64_t padding) const {
    const at::Tensor& weight = weights_[2 * layer];
    const at::Tensor& bias = weights_[2 * layer + 1];
    if (ours_) return operators::conv2d_relu_maxpool(x, weight, bias, {padding, padding});
    return at::max_pool2d(at::relu(at::conv2d(x, weight, bias, 1, padding)), 2);
  }

  at::Tensor forward(const at::Tensor& images) const {
    at::Tensor x = convolve(convolve(images, 0, 2), 1, 0).flatten(1);
    x = at::relu(at::linear(x, weights_[4], weights_[5]));
    x = at::relu(at::linear(x, weights_[6], weights_[7]));
    return at::linear(x, weights_[8], weights_[9]);
  }

  bool ours_;
  std::vector<at::Tensor> weights_, means_, squares_, steps_;
};

void report(int64_t batch, int threads) {
  at::set_num_threads(threads);
  const at::Tensor images = at::rand({batch, 1, 28, 28});
  const at::Tensor labels = at::randint(10, {batch}, at::kLong);
  Lenet ours(/*ours=*/true);
  Lenet theirs(/*ours=*/false);
  const Pair time = measure_in_turns([&] { ours.train(images, labels); },
                                     [&] { theirs.train(images, labels); }, 9, 0.2);
  const auto samples = static_cast<double>(batch);
  fmt::print(
      R"({{"model":"lenet","batch":{},"threads":{},"isa":"{}","samples_per_s":{:.0f},"aten_samples_per_s":{:.0f},"speedup":{:.2f}}})"
      "\n",
      batch, threads, kernels::name_of(kernels::active()), samples / time.ours,
      samples / time.theirs, time.theirs / time.ours);
}

}  // namespace
}  // namespace maas::bench

int main() {
  for (const maas::kernels::Isa isa : maas::kernels::available()) {
    if (isa == maas::kernels::Isa::kScalar) continue;
    const maas::kernels::ScopedIsa scope(isa);
    for (const int64_t batch : {64, 512}) {
      for (const int threads : {1, 2}) maas::bench::report(batch, threads);
    }
  }
}
