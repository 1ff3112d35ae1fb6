#include "inference/measure.h"

#include <algorithm>
#include <cmath>

#include <c10/core/InferenceMode.h>

#include "base/clock.h"
#include "base/hashing.h"
#include "inference/batch_engine.h"

namespace maas::inference {
namespace {

constexpr std::size_t kLeastWarmups = 3;
constexpr std::size_t kWarmupShare = 10;

/// Runs each work in turn until the effort is made.
std::vector<std::vector<double>> alternate(const std::vector<std::function<void()>>& works,
                                           const Effort& effort) {
  std::vector<std::vector<double>> times(works.size());
  const base::Stopwatch all;
  while (times.back().size() < effort.runs || all.seconds() < effort.seconds) {
    for (std::size_t i = 0; i < works.size(); ++i) {
      const base::Stopwatch run;
      works[i]();
      times[i].push_back(1e3 * run.seconds());
    }
  }
  return times;
}

}  // namespace

std::vector<std::vector<double>> time_runs(const std::vector<std::function<void()>>& works,
                                           const Effort& effort) {
  alternate(works, {.runs = std::max(kLeastWarmups, effort.runs / kWarmupShare),
                    .seconds = effort.seconds / static_cast<double>(kWarmupShare)});
  return alternate(works, effort);
}

double percentile(std::vector<double> values, double share) {
  const auto rank =
      static_cast<std::ptrdiff_t>(std::ceil(share * static_cast<double>(values.size())));
  const auto at = values.begin() + std::max<std::ptrdiff_t>(rank, 1) - 1;
  std::nth_element(values.begin(), at, values.end());
  return *at;
}

tensor::Batch random_batch(const Model& model, std::int64_t samples) {
  const encoders::Encoder& encoder = model.task->encoder();
  base::Random random(static_cast<std::uint64_t>(samples));
  HostTensors request = encoder.random_request(samples, random);
  encoder.check(request);
  const HostTensors prepared = encoder.prepare(std::move(request));
  const HostTensors* const requests[] = {&prepared};
  return batch_of(requests);
}

Latencies compare_latency(const Model& first, const Model& second, std::int64_t batch) {
  const c10::InferenceMode inference;
  const tensor::Batch samples = random_batch(first, batch);
  const auto times =
      time_runs({[&] { first.forward(samples); }, [&] { second.forward(samples); }}, Effort{});
  return {percentile(times[0], 0.5), percentile(times[1], 0.5)};
}

}  // namespace maas::inference
