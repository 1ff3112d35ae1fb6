#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "serving/scheduling/job.h"
#include "serving/scheduling/model_queue.h"
#include "serving/scheduling/preparer.h"

namespace maas::serving::scheduling {

/// The model thread: whenever it is free it runs what waits, as one batch, for each model in turn.
///
/// So a lone request never waits for company, and under load batches grow by themselves. What must
/// be decoded first is, on other threads, and then queues like the rest.
class Scheduler {
 public:
  Scheduler();
  Scheduler(const Scheduler&) = delete;
  Scheduler& operator=(const Scheduler&) = delete;
  ~Scheduler() { stop(); }

  /// Adds a model's queue, which lives as long as the scheduler. Before `start`.
  ModelQueue& add(std::shared_ptr<inference::Engine> engine, const QueueLimits& limits);

  void start();

  /// Takes a request's part of the pixels that may wait to be decoded, of all models. Any thread.
  /// @throws Error kBusy if others wait with too many
  base::Budget::Lease admit(const inference::Demand& demand);

  /// Queues jobs that have a place in their queue; empties `jobs`. Any thread.
  void submit(Jobs& jobs);

  /// Fails what waits, now and later, with kTerminated, for a stop that cannot wait. Any thread.
  void cancel();

  /// Runs what still waits, then ends the thread.
  void stop();

 private:
  void put(Jobs& jobs);
  void work();
  bool next_batch(Jobs& batch, Jobs& failed);
  ModelQueue* ready_queue(Clock::time_point now);
  void wait(std::unique_lock<std::mutex>& lock);
  void take_all(Jobs& failed);

  base::Budget pixels_{std::size_t{1} << 30};
  std::vector<std::unique_ptr<ModelQueue>> queues_;
  std::size_t turn_ = 0;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool is_waiting_ = false;
  bool stopping_ = false;
  bool cancelled_ = false;
  std::thread thread_;
  Preparer preparer_;  ///< passes on to what stands above, so it ends first
};

}  // namespace maas::serving::scheduling
