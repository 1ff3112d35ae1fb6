#include "data/steps/season.h"

#include <algorithm>
#include <cmath>

namespace maas::data {
namespace {

constexpr std::size_t kMostSteps = 20'000;
constexpr std::size_t kMostLags = 2000;
/// Lower peaks are as chance makes them.
constexpr double kLeastAutocorrelation = 0.3;

/// The last steps as distances from their mean; missing ones have none.
std::vector<double> distances_of(const std::vector<double>& values) {
  const std::size_t count = std::min(values.size(), kMostSteps);
  std::vector<double> last(values.end() - static_cast<std::ptrdiff_t>(count), values.end());
  double sum = 0;
  double known = 0;
  for (const double value : last) {
    if (!std::isfinite(value)) continue;
    sum += value;
    ++known;
  }
  for (double& value : last) value = std::isfinite(value) ? value - sum / known : 0;
  return last;
}

/// Of each lag from 0 on, the sum of products: those of far steps have fewer terms, so that of
/// equal peaks the first is the highest.
std::vector<double> autocovariances(const std::vector<double>& values, std::size_t lags) {
  std::vector<double> sums(lags + 1);
  for (std::size_t lag = 0; lag <= lags; ++lag) {
    for (std::size_t i = lag; i < values.size(); ++i) sums[lag] += values[i] * values[i - lag];
  }
  return sums;
}

}  // namespace

std::optional<Season> likely_season(const std::vector<double>& values) {
  const std::vector<double> distances = distances_of(values);
  const std::size_t lags = std::min(distances.size() / 3, kMostLags);
  const std::vector<double> sums = autocovariances(distances, lags);
  std::size_t best = 0;
  for (std::size_t lag = 2; lag + 1 < sums.size(); ++lag) {
    const bool is_peak = sums[lag] > sums[lag - 1] && sums[lag] >= sums[lag + 1];
    if (is_peak && (best == 0 || sums[lag] > sums[best])) best = lag;
  }
  if (best == 0 || sums[best] < kLeastAutocorrelation * sums[0]) return std::nullopt;
  return Season{static_cast<std::int64_t>(best), sums[best] / sums[0]};
}

}  // namespace maas::data
