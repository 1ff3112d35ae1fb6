#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "maas/eval.h"

namespace maas::tasks {

/// Counts by true class, then predicted class, and what follows from them.
class Confusion {
 public:
  explicit Confusion(std::size_t classes)
      : counts_(classes, std::vector<std::int64_t>(classes, 0)) {}

  void add(std::int64_t truth, std::int64_t predicted) {
    ++counts_[static_cast<std::size_t>(truth)][static_cast<std::size_t>(predicted)];
  }

  const std::vector<std::vector<std::int64_t>>& counts() const { return counts_; }

  std::vector<ClassResult> by_class(const std::vector<std::string>& names) const;

 private:
  std::vector<std::vector<std::int64_t>> counts_;
};

/// 95 % intervals of `precision.macro`, `recall.macro` and `f1.macro`: percentile bootstrap over
/// the judged samples, which are known by their cells alone.
Intervals macro_intervals(const Confusion& confusion);

/// Adds `<metric>[<class>]` for each class and `<metric>.macro`, their plain mean.
void add_metrics(const std::vector<ClassResult>& classes, std::map<std::string, double>& metrics);

}  // namespace maas::tasks
