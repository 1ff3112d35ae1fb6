// Linear layers with 8-bit weights against LibTorch's in fp32, for each instruction set.

#include <ATen/Parallel.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/linear.h>
#include <ATen/ops/rand.h>
#include <ATen/ops/randint.h>
#include <ATen/ops/randn.h>

#include <fmt/format.h>

#include "bench/kernels/bench.h"
#include "kernels/dispatch.h"
#include "operators/int8_linear.h"

namespace maas::bench {
namespace {

struct Shape {
  int64_t rows, inputs, outputs;
};

constexpr Shape kShapes[] = {{1, 784, 128},  {64, 784, 128},  {1, 576, 1536},  {96, 576, 1536},
                             {1, 1536, 576}, {96, 1536, 576}, {1, 4096, 4096}, {64, 400, 120}};

void report(const Shape& shape, int threads) {
  at::set_num_threads(threads);
  const at::Tensor codes =
      at::randint(-127, 128, {shape.outputs, shape.inputs}, at::kInt).to(at::kChar);
  const operators::PackedInt8 packed = operators::pack_int8(codes, at::rand({shape.outputs}));
  const at::Tensor weight = codes.to(at::kFloat);
  const at::Tensor bias = at::randn({shape.outputs});
  const at::Tensor x = at::randn({shape.rows, shape.inputs});
  const auto fp32 = [&] { at::linear(x, weight, bias); };
  const Pair w8a8 =
      measure_in_turns([&] { operators::linear_w8a8(x, packed, bias); }, fp32, 5, 0.05);
  const Pair w8a16 =
      measure_in_turns([&] { operators::linear_w8a16(x, packed, bias); }, fp32, 5, 0.05);
  const double gigas = 1e-9 * static_cast<double>(shape.rows * shape.inputs * shape.outputs);
  fmt::print(
      R"({{"rows":{},"inputs":{},"outputs":{},"threads":{},"isa":"{}","w8a8_us":{:.1f},"w8a8_gmacs":{:.1f},"w8a8_speedup":{:.2f},"w8a16_us":{:.1f},"w8a16_gmacs":{:.1f},"w8a16_speedup":{:.2f},"fp32_us":{:.1f}}})"
      "\n",
      shape.rows, shape.inputs, shape.outputs, threads, kernels::name_of(kernels::active()),
      w8a8.ours * 1e6, gigas / w8a8.ours, w8a8.theirs / w8a8.ours, w8a16.ours * 1e6,
      gigas / w8a16.ours, w8a16.theirs / w8a16.ours, w8a8.theirs * 1e6);
}

}  // namespace
}  // namespace maas::bench

int main() {
  const at::NoGradGuard no_grad;
  for (const maas::kernels::Isa isa : maas::kernels::available()) {
    if (isa == maas::kernels::Isa::kScalar) continue;
    const maas::kernels::ScopedIsa scope(isa);
    for (const maas::bench::Shape& shape : maas::bench::kShapes) {
      for (const int threads : {1, 2}) maas::bench::report(shape, threads);
    }
  }
}
