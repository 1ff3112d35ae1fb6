#pragma once

#include <cstdint>
#include <limits>
#include <vector>

#include "tasks/intervals.h"

namespace maas::tasks {

/// Collects the probabilities of all classes, and tells how well they rank samples: the area under
/// the ROC curve.
class Ranking {
 public:
  /// @param row  [count], logits
  /// @param log_sum_exp  of the row
  void add(const float* row, std::int64_t count, double log_sum_exp, std::int64_t truth);

  /// Returns the area under the ROC curve: of two classes that of the second, else the mean over
  /// the classes of each against the others, but those that all or no samples are of; 0.5 without
  /// any.
  double auc(std::size_t classes) const;

  /// Its 95 % interval by DeLong, DeLong and Clarke-Pearson 1988; of more than two classes by the
  /// mean of their deviations, which is the widest that their correlation allows. Where that
  /// deviation vanishes, as of an area of 1, it is that of a share of as many trials as the rarer
  /// kind has samples.
  Interval interval(std::size_t classes) const;

 private:
  std::vector<float> scores_;  ///< [samples, classes], logarithms of the probabilities
  std::vector<std::int64_t> truths_;
};

/// An area under the ROC curve and the standard deviation of its estimate.
struct RocArea {
  double area = 0.5;
  double deviation = std::numeric_limits<double>::infinity();  ///< of nothing anything may come
};

/// @param scores  higher for positives; a tie counts half
/// @param positive  of each score, whether it is of a positive sample
RocArea roc_area(const std::vector<float>& scores, const std::vector<bool>& positive);

}  // namespace maas::tasks
