#pragma once

#include <atomic>
#include <cstdint>
#include <string_view>

#include "base/clock.h"
#include "maas/progress.h"

namespace maas::data {

/// Tells the progress of work that many threads do sample by sample, and hears of stops.
class Counter {
 public:
  /// For work that takes long with large sets only.
  static constexpr double kQuiet = 0.5;

  /// @param stage  what the work is called; must outlive the counter
  /// @param quiet  seconds in which nothing is told: most often the work is over by then
  Counter(std::string_view stage, std::int64_t total, Progress& progress, double quiet = 0)
      : stage_(stage), total_(total), progress_(progress), quiet_(quiet) {}

  /// @throws Error kInterrupted or kTerminated if a signal has asked to stop
  void count_one() {
    constexpr std::int64_t kBetweenReports = 256;
    const std::int64_t done = ++done_;
    progress_.stop_if_asked();
    if (done % kBetweenReports != 0 && done != total_) return;
    if (quiet_ > 0 && watch_.seconds() < quiet_) return;
    progress_.update({.stage = stage_,
                      .done = static_cast<double>(done),
                      .total = static_cast<double>(total_),
                      .unit = "sample"});
  }

 private:
  std::string_view stage_;
  std::int64_t total_;
  Progress& progress_;
  double quiet_;
  base::Stopwatch watch_;
  std::atomic<std::int64_t> done_{0};
};

}  // namespace maas::data
