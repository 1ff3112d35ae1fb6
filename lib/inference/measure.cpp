#include "inference/measure.h"

#include <algorithm>
#include <chrono>
#include <vector>

#include <ATen/ops/rand.h>
#include <c10/core/InferenceMode.h>

namespace maas::inference {
namespace {

using Clock = std::chrono::steady_clock;
constexpr int kWarmups = 3;
constexpr int kRuns = 31;

double run_ms(const Model& model, const at::Tensor& images) {
  const auto start = Clock::now();
  model.forward(images);
  return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

at::Tensor pictures(const Model& model, std::int64_t batch) {
  std::vector<std::int64_t> shape = {batch};
  shape.insert(shape.end(), model.description.problem.input.begin(),
               model.description.problem.input.end());
  return at::rand(shape);  // [batch, C, H, W]
}

double median(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

}  // namespace

Latencies compare_latency(const Model& first, const Model& second, std::int64_t batch) {
  const c10::InferenceMode inference;
  const at::Tensor images = pictures(first, batch);
  std::vector<double> times[2];
  for (int run = -kWarmups; run < kRuns; ++run) {
    const double one = run_ms(first, images);
    const double other = run_ms(second, images);
    if (run < 0) continue;
    times[0].push_back(one);
    times[1].push_back(other);
  }
  return {median(times[0]), median(times[1])};
}

}  // namespace maas::inference
