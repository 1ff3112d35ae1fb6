#pragma once

#include <cstddef>
#include <deque>

#include "serving/monitoring/counters.h"

namespace maas::serving::monitoring {

/// What one thread counts of the requests that it answers.
struct ThreadCounters {
  StatusCounters answers;                ///< of every kind
  std::deque<RequestCounters> requests;  ///< by the model's index
};

/// The counters of all threads that answer; the model thread's are in the models' queues.
class Monitor {
 public:
  /// Adds a thread's counters. Before any thread starts.
  ThreadCounters& add_thread() { return threads_.emplace_back(); }

  /// Adds counters of one more model to each thread's. Before any request for a model is answered.
  void add_model() {
    for (ThreadCounters& thread : threads_) thread.requests.emplace_back();
  }

  const std::deque<ThreadCounters>& threads() const { return threads_; }

 private:
  std::deque<ThreadCounters> threads_;
};

}  // namespace maas::serving::monitoring
