#pragma once

#include <cstdint>
#include <vector>

namespace maas::pipelines {

/// A mean and the ends of its interval.
struct Interval {
  double mean = 0;
  double low = 0;
  double high = 0;
};

/// Returns the mean of paired differences with its 95 % percentile bootstrap interval (Efron 1979).
///
/// @param first, second  one value per sample, of the same samples
Interval paired_difference(const std::vector<float>& first, const std::vector<float>& second,
                           std::uint64_t seed);

}  // namespace maas::pipelines
