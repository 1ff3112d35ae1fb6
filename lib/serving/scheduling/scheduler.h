#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "serving/scheduling/job.h"
#include "serving/scheduling/model_queue.h"

namespace maas::serving::scheduling {

/// The model thread: whenever it is free it runs what waits, as one batch, for each model in turn.
///
/// So a lone request never waits for company, and under load batches grow by themselves.
class Scheduler {
 public:
  Scheduler() = default;
  Scheduler(const Scheduler&) = delete;
  Scheduler& operator=(const Scheduler&) = delete;
  ~Scheduler() { stop(); }

  /// Adds a model's queue, which lives as long as the scheduler. Before `start`.
  ModelQueue& add(std::shared_ptr<inference::Engine> engine, const QueueLimits& limits);

  void start();

  /// Queues jobs that have a place in their queue; empties `jobs`. Any thread.
  void submit(Jobs& jobs);

  /// Fails what waits, now and later, with kTerminated, for a stop that cannot wait. Any thread.
  void cancel();

  /// Runs what still waits, then ends the thread.
  void stop();

 private:
  void work();
  bool next_batch(Jobs& batch, Jobs& failed);
  ModelQueue* ready_queue(Clock::time_point now);
  void wait(std::unique_lock<std::mutex>& lock);
  void take_all(Jobs& failed);

  std::vector<std::unique_ptr<ModelQueue>> queues_;
  std::size_t turn_ = 0;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool is_waiting_ = false;
  bool stopping_ = false;
  bool cancelled_ = false;
  std::thread thread_;
};

}  // namespace maas::serving::scheduling
