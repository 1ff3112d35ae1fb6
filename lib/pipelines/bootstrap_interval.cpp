#include "pipelines/bootstrap_interval.h"

#include <algorithm>

#include "base/hashing.h"

namespace maas::pipelines {
namespace {

constexpr int kResamples = 1000;

}  // namespace

Interval paired_difference(const std::vector<float>& first, const std::vector<float>& second,
                           std::uint64_t seed) {
  const std::size_t size = first.size();
  if (size == 0) return {};
  std::vector<float> differences(size);
  for (std::size_t i = 0; i < size; ++i) differences[i] = first[i] - second[i];
  base::Random random(seed);
  std::vector<double> means;
  for (int resample = 0; resample < kResamples; ++resample) {
    double sum = 0;
    for (std::size_t i = 0; i < size; ++i) sum += differences[random.below(size)];
    means.push_back(sum / static_cast<double>(size));
  }
  std::sort(means.begin(), means.end());
  double total = 0;
  for (const float difference : differences) total += difference;
  const auto at = [&](double share) {
    return means[static_cast<std::size_t>(share * static_cast<double>(kResamples - 1))];
  };
  return {total / static_cast<double>(size), at(0.025), at(0.975)};
}

}  // namespace maas::pipelines
