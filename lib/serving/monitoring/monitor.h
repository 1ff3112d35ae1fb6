#pragma once

#include <cstddef>
#include <deque>

#include "serving/monitoring/counters.h"

namespace maas::serving::monitoring {

/// What one I/O thread counts.
struct ThreadCounters {
  explicit ThreadCounters(std::size_t models) : requests(models) {}

  StatusCounters answers;                ///< of every kind
  std::deque<RequestCounters> requests;  ///< by the model's index
};

/// The counters of all I/O threads; the model thread's are in the models' queues.
class Monitor {
 public:
  /// Adds a thread's counters. Before any thread starts.
  ThreadCounters& add_thread(std::size_t models) { return threads_.emplace_back(models); }

  const std::deque<ThreadCounters>& threads() const { return threads_; }

 private:
  std::deque<ThreadCounters> threads_;
};

}  // namespace maas::serving::monitoring
