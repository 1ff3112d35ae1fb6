#pragma once

#include <atomic>
#include <cstdint>
#include <string_view>

#include "maas/progress.h"

namespace maas::data {

/// Tells the progress of work that many threads do sample by sample, and hears of stops.
class Counter {
 public:
  /// @param stage  what the work is called; must outlive the counter
  Counter(std::string_view stage, std::int64_t total, Progress& progress)
      : stage_(stage), total_(total), progress_(progress) {}

  /// @throws Error kInterrupted or kTerminated if a signal has asked to stop
  void count_one() {
    constexpr std::int64_t kBetweenReports = 256;
    const std::int64_t done = ++done_;
    if (done % kBetweenReports != 0 && done != total_) return;
    progress_.update({.stage = stage_,
                      .done = static_cast<double>(done),
                      .total = static_cast<double>(total_),
                      .unit = "sample"});
    progress_.stop_if_asked();
  }

 private:
  std::string_view stage_;
  std::int64_t total_;
  Progress& progress_;
  std::atomic<std::int64_t> done_{0};
};

}  // namespace maas::data
