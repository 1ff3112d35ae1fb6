// Small convolutions, forward and backward, ours against LibTorch's, for each instruction set.

#include <ATen/Parallel.h>
#include <ATen/ops/conv2d.h>
#include <ATen/ops/max_pool2d.h>
#include <ATen/ops/randn.h>
#include <ATen/ops/randn_like.h>
#include <ATen/ops/relu.h>

#include <fmt/format.h>

#include "bench/kernels/bench.h"
#include "kernels/dispatch.h"
#include "operators/small_conv.h"

namespace maas::bench {
namespace {

struct Layer {
  const char* name;
  int64_t channels, pixels, out_channels, kernel, padding;
  bool pooled, input_gradient;
};

constexpr Layer kLayers[] = {
    {"lenet conv1", 1, 28, 6, 5, 2, true, false},
    {"lenet conv2", 6, 14, 16, 5, 0, true, true},
    {"lenet conv1 pruned", 1, 28, 3, 5, 2, true, false},
    {"lenet conv2 pruned", 3, 14, 9, 5, 0, true, true},
    {"3x3 8-16 on 28", 8, 28, 16, 3, 1, false, true},
    {"3x3 32-32 on 28", 32, 28, 32, 3, 1, false, true},
    {"3x3 64-64 on 14", 64, 14, 64, 3, 1, false, true},
    {"3x3 64-64 on 28", 64, 28, 64, 3, 1, false, true},
    {"1x1 64-64 on 14", 64, 14, 64, 1, 0, false, true},
    {"3x3 3-64 on 32", 3, 32, 64, 3, 1, false, false},
};

/// Returns a forward and backward pass of a layer, ready to be timed.
std::function<void()> passes(const Layer& layer, int64_t batch, bool ours, bool backward) {
  const at::Tensor input = at::randn({batch, layer.channels, layer.pixels, layer.pixels})
                               .requires_grad_(backward && layer.input_gradient);
  const at::Tensor weight =
      at::randn({layer.out_channels, layer.channels, layer.kernel, layer.kernel})
          .requires_grad_(backward);
  const at::Tensor bias = at::randn({layer.out_channels}).requires_grad_(backward);
  const std::vector<int64_t> padding = {layer.padding, layer.padding};
  const auto forward = [=] {
    if (ours) {
      return layer.pooled ? operators::conv2d_relu_maxpool(input, weight, bias, padding)
                          : operators::conv2d(input, weight, bias, padding);
    }
    const at::Tensor output = at::conv2d(input, weight, bias, 1, padding);
    return layer.pooled ? at::max_pool2d(at::relu(output), 2) : output;
  };
  const at::Tensor direction = at::randn_like(forward());
  return [=] {
    const at::Tensor output = forward();
    if (!backward) return;
    output.backward(direction);
    for (const at::Tensor& leaf : {input, weight, bias}) leaf.mutable_grad() = at::Tensor();
  };
}

double multiply_adds(const Layer& layer, int64_t batch, bool backward) {
  const int64_t out = layer.pixels + 2 * layer.padding - layer.kernel + 1;
  const auto once = static_cast<double>(batch * out * out * layer.channels * layer.out_channels *
                                        layer.kernel * layer.kernel);
  return backward ? once * (layer.input_gradient ? 3 : 2) : once;
}

void report(const Layer& layer, int64_t batch, int threads, bool backward) {
  at::set_num_threads(threads);
  const Pair time = measure_in_turns(passes(layer, batch, /*ours=*/true, backward),
                                     passes(layer, batch, /*ours=*/false, backward), 5, 0.05);
  const double work = 2e-9 * multiply_adds(layer, batch, backward);
  fmt::print(
      R"({{"layer":"{}","pass":"{}","batch":{},"threads":{},"isa":"{}","us":{:.0f},"aten_us":{:.0f},"gflops":{:.1f},"aten_gflops":{:.1f},"speedup":{:.2f}}})"
      "\n",
      layer.name, backward ? "forward+backward" : "forward", batch, threads,
      kernels::name_of(kernels::active()), time.ours * 1e6, time.theirs * 1e6, work / time.ours,
      work / time.theirs, time.theirs / time.ours);
}

}  // namespace
}  // namespace maas::bench

int main() {
  for (const maas::kernels::Isa isa : maas::kernels::available()) {
    if (isa == maas::kernels::Isa::kScalar) continue;
    const maas::kernels::ScopedIsa scope(isa);
    for (const maas::bench::Layer& layer : maas::bench::kLayers) {
      for (const int64_t batch : {1, 64}) {
        for (const int threads : {1, 2}) {
          maas::bench::report(layer, batch, threads, /*backward=*/batch > 1);
        }
      }
    }
  }
}
