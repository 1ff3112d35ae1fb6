#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <deque>
#include <memory>

#include "inference/engine.h"
#include "serving/monitoring/counters.h"
#include "serving/scheduling/job.h"

namespace maas::serving::scheduling {

/// How a model's requests are queued and put together.
struct QueueLimits {
  std::int64_t max_batch = 64;            ///< samples run together
  std::chrono::nanoseconds max_delay{0};  ///< how long a batch that is not full waits for more
  std::int64_t capacity = 1024;           ///< requests that wait or run
};

/// The bounded queue of one model. What waits in it is guarded by the scheduler's lock.
class ModelQueue {
 public:
  ModelQueue(std::shared_ptr<inference::Engine> engine, const QueueLimits& limits)
      : engine_(std::move(engine)), limits_(limits) {}

  /// Takes a place, to be asked for before a request is even read. Any thread.
  /// @throws Error kBusy if none is left
  Place enter();

  /// Returns the number of requests that wait or run. Any thread.
  std::int64_t pending() const { return places_taken_.load(std::memory_order_relaxed); }

  /// Returns in how many seconds a full queue will have been worked off, 1 to 30, as measured.
  int retry_after() const;

  /// Runs and counts a batch that was taken from here. The model thread.
  void run(Jobs& batch);

  const Signature& signature() const { return engine_->signature(); }
  const inference::Engine& engine() const { return *engine_; }
  const QueueLimits& limits() const { return limits_; }
  const monitoring::ComputeCounters& counters() const { return counters_; }

  // The rest under the scheduler's lock.

  bool is_empty() const { return waiting_.empty(); }
  bool is_full() const { return waiting_samples_ >= limits_.max_batch; }
  /// Returns when the batch must start even if it is not full. The queue must not be empty.
  Clock::time_point due() const { return waiting_.front()->arrived + limits_.max_delay; }

  /// Adds a job that has a place.
  void put(std::unique_ptr<Job> job);
  /// Takes the oldest job. The queue must not be empty.
  std::unique_ptr<Job> take_one();
  /// Moves the next batch to `batch`, and to `late`, failed with kBusy, what should have been
  /// started by now.
  void take(Clock::time_point now, Jobs& batch, Jobs& late);

 private:
  friend class Place;

  void measure(double seconds_per_request);

  std::shared_ptr<inference::Engine> engine_;
  QueueLimits limits_;
  std::atomic<std::int64_t> places_taken_ = 0;
  std::atomic<double> seconds_per_request_ = 0;
  monitoring::ComputeCounters counters_;
  std::deque<std::unique_ptr<Job>> waiting_;
  std::int64_t waiting_samples_ = 0;
};

}  // namespace maas::serving::scheduling
