#pragma once

#include <cstdint>
#include <vector>

namespace maas::tasks {

/// The ends of a 95 % interval, low then high.
using Interval = std::vector<double>;

/// Returns the interval of a share by its hits (Wilson 1927): within [0, 1] for any counts, and
/// all of it without a trial.
Interval wilson_interval(std::int64_t hits, std::int64_t trials);

/// Returns the same of a share that may be no whole number of hits.
Interval share_interval(double share, double trials);

/// Returns the interval of a mean by the normal distribution; of one value it is endless.
/// @param squares  sum of the squared values; `sum` and `squares` of `count` values, at least 1
Interval mean_interval(double sum, double squares, std::int64_t count);

/// A mean as it grows, with what its interval needs.
class Mean {
 public:
  void add(double value) {
    sum_ += value;
    squares_ += value * value;
    ++count_;
  }
  /// 0 of no values.
  double value() const { return count_ > 0 ? sum_ / static_cast<double>(count_) : 0; }
  /// Of fewer than two values it is endless.
  Interval interval() const { return mean_interval(sum_, squares_, count_); }

 private:
  double sum_ = 0;
  double squares_ = 0;
  std::int64_t count_ = 0;
};

/// Returns the interval of a mean of values that depend on their neighbours, by the normal
/// distribution: the means of blocks of them are taken for independent (batch means).
/// @param values  in their order, at least one
/// @param block  values that may depend on each other; at the most half of them are taken
Interval blocked_interval(const std::vector<double>& values, std::int64_t block);

/// Returns the 2.5 % and 97.5 % quantiles of what resampling gave (percentile bootstrap, Efron
/// 1979).
/// @param values  in any order, at least one
Interval percentile_interval(std::vector<double> values);

/// Returns the percentile bootstrap interval of the mean of paired differences.
/// @param first, second  one value per sample, of the same samples, at least one
/// @param block  how many that follow each other depend on each other, and are resampled as one; 1:
///   none do
Interval paired_interval(const std::vector<float>& first, const std::vector<float>& second,
                         std::int64_t block, std::uint64_t seed);

}  // namespace maas::tasks
