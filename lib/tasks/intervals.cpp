#include "tasks/intervals.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "base/hashing.h"

namespace maas::tasks {
namespace {

constexpr double kZ = 1.959963984540054;  ///< 97.5 % quantile of the normal distribution
constexpr int kResamples = 1000;
constexpr double kInfinity = std::numeric_limits<double>::infinity();
const Interval kEndless = {-kInfinity, kInfinity};

}  // namespace

Interval wilson_interval(std::int64_t hits, std::int64_t trials) {
  if (trials == 0) return {0, 1};
  return share_interval(static_cast<double>(hits) / static_cast<double>(trials),
                        static_cast<double>(trials));
}

Interval share_interval(double share, double trials) {
  const double n = trials;
  const double scale = 1 / (1 + kZ * kZ / n);
  const double centre = scale * (share + kZ * kZ / (2 * n));
  const double radius = scale * kZ * std::sqrt(share * (1 - share) / n + kZ * kZ / (4 * n * n));
  return {std::max(0.0, centre - radius), std::min(1.0, centre + radius)};
}

Interval mean_interval(double sum, double squares, std::int64_t count) {
  if (count < 2) return kEndless;
  const auto n = static_cast<double>(count);
  const double mean = sum / n;
  const double variance = std::max(0.0, squares - n * mean * mean) / (n - 1);
  const double radius = kZ * std::sqrt(variance / n);
  return {mean - radius, mean + radius};
}

Interval blocked_interval(const std::vector<double>& values, std::int64_t block) {
  const std::int64_t size = std::ssize(values);
  const double mean =
      std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(size);
  block = std::clamp<std::int64_t>(block, 1, std::max<std::int64_t>(1, size / 2));
  const std::int64_t count = size / block;
  if (count < 2) return kEndless;
  double squares = 0;
  for (std::int64_t i = 0; i < count; ++i) {
    const auto first = values.begin() + i * block;
    const double distance =
        std::accumulate(first, first + block, 0.0) / static_cast<double>(block) - mean;
    squares += distance * distance;
  }
  const auto blocks = static_cast<double>(count);
  const double radius = kZ * std::sqrt(squares / (blocks - 1) / blocks);
  return {mean - radius, mean + radius};
}

Interval percentile_interval(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  const auto at = [&](double share) {
    return values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))];
  };
  return {at(0.025), at(0.975)};
}

Interval paired_interval(const std::vector<float>& first, const std::vector<float>& second,
                         std::int64_t block, std::uint64_t seed) {
  const std::size_t size = first.size();
  const auto length = std::clamp<std::size_t>(static_cast<std::size_t>(block), 1,
                                              std::max<std::size_t>(1, size / 2));
  std::vector<float> differences(size);
  std::transform(first.begin(), first.end(), second.begin(), differences.begin(), std::minus<>());
  base::Random random(seed);
  std::vector<double> means(kResamples);
  for (double& mean : means) {
    double sum = 0;
    for (std::size_t taken = 0; taken < size;) {
      const std::size_t begin = random.below(size - length + 1);
      for (std::size_t i = 0; i < length && taken < size; ++i, ++taken) {
        sum += differences[begin + i];
      }
    }
    mean = sum / static_cast<double>(size);
  }
  return percentile_interval(std::move(means));
}

}  // namespace maas::tasks
