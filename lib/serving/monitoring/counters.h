#pragma once

#include <algorithm>
#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <span>

namespace maas::serving::monitoring {

/// A count that one thread raises and any thread reads; raising it is a plain addition.
class Counter {
 public:
  void add(std::uint64_t amount = 1) {
    value_.store(value_.load(std::memory_order_relaxed) + amount, std::memory_order_relaxed);
  }
  std::uint64_t value() const { return value_.load(std::memory_order_relaxed); }

 private:
  std::atomic<std::uint64_t> value_ = 0;
};

/// Counts observations by size, as Prometheus wants them.
template <std::size_t kBounds>
class Histogram {
 public:
  /// `bounds` ascend and live as long as the histogram; what is above the last is counted too.
  explicit Histogram(const std::array<std::uint64_t, kBounds>& bounds) : bounds_(bounds) {}

  void observe(std::uint64_t amount) {
    const auto bucket = std::ranges::lower_bound(bounds_, amount);
    buckets_[static_cast<std::size_t>(bucket - bounds_.begin())].add();
    sum_.add(amount);
  }

  std::span<const std::uint64_t> bounds() const { return bounds_; }
  /// The observations at or below each bound, one above the last included; not cumulative.
  std::span<const Counter> buckets() const { return buckets_; }
  std::uint64_t sum() const { return sum_.value(); }

 private:
  const std::array<std::uint64_t, kBounds>& bounds_;
  std::array<Counter, kBounds + 1> buckets_;
  Counter sum_;
};

/// Bounds of durations in nanoseconds: 50 us to 10 s.
inline constexpr std::array<std::uint64_t, 16> kDurations = {
    50'000,      100'000,       250'000,       500'000,       1'000'000,   2'500'000,
    5'000'000,   10'000'000,    25'000'000,    50'000'000,    100'000'000, 250'000'000,
    500'000'000, 1'000'000'000, 2'500'000'000, 10'000'000'000};
inline constexpr std::array<std::uint64_t, 9> kBatchSizes = {1, 2, 4, 8, 16, 32, 64, 128, 256};

using DurationHistogram = Histogram<kDurations.size()>;
using BatchHistogram = Histogram<kBatchSizes.size()>;

/// Statuses that are counted by themselves; any other is counted as 500.
inline constexpr std::array kStatuses = {200, 204, 400, 404, 405, 408,
                                         413, 415, 429, 431, 500, 503};

/// Answers by status.
class StatusCounters {
 public:
  void add(int status) { of(status).add(); }
  /// Returns how often `kStatuses[index]` was answered.
  std::uint64_t value(std::size_t index) const { return counters_[index].value(); }
  std::uint64_t failures() const {
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < kStatuses.size(); ++i) sum += kStatuses[i] >= 400 ? value(i) : 0;
    return sum;
  }

 private:
  Counter& of(int status) {
    auto found = std::ranges::find(kStatuses, status);
    if (found == kStatuses.end()) found = std::ranges::find(kStatuses, 500);
    return counters_[static_cast<std::size_t>(found - kStatuses.begin())];
  }

  std::array<Counter, kStatuses.size()> counters_;
};

/// What one I/O thread counts of one model.
struct RequestCounters {
  StatusCounters statuses;
  DurationHistogram duration{kDurations};  ///< of answers 200, from the last byte read
};

/// What the model thread counts of one model.
struct ComputeCounters {
  Counter samples;
  Counter batches;
  DurationHistogram queue{kDurations};     ///< a request's wait
  DurationHistogram compute{kDurations};   ///< of a batch
  BatchHistogram batch_size{kBatchSizes};  ///< in samples
};

}  // namespace maas::serving::monitoring
