#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "serving/scheduling/job.h"

namespace maas::serving::scheduling {

/// Threads that decode and resize what requests hold, so that the model thread never does: each
/// takes one request at a time, in the order of arrival.
class Preparer {
 public:
  /// Bytes that the threads hold at a time beside what they give; more only for one request alone.
  static constexpr std::int64_t kScratch = std::int64_t{400} << 20;

  /// @param pass_on  takes jobs that are prepared and empties its argument; any thread
  explicit Preparer(std::function<void(Jobs&)> pass_on, std::int64_t scratch = kScratch)
      : pass_on_(std::move(pass_on)), free_scratch_(scratch) {}
  Preparer(const Preparer&) = delete;
  Preparer& operator=(const Preparer&) = delete;
  ~Preparer() { stop(); }

  /// @throws std::system_error if a thread cannot be started
  void start(int threads);

  /// Queues a job; it is passed on or, if it fails, sent home. Any thread.
  void submit(std::unique_ptr<Job> job);

  /// Fails what waits, now and later, with kTerminated. Any thread.
  void cancel();

  /// Prepares what still waits, then ends the threads.
  void stop();

 private:
  void work();
  std::unique_ptr<Job> next();
  bool may_take() const;
  void finish(std::unique_ptr<Job> job);

  std::function<void(Jobs&)> pass_on_;
  std::vector<std::thread> threads_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::unique_ptr<Job>> waiting_;
  std::int64_t free_scratch_;
  int busy_ = 0;  ///< threads that prepare something
  bool stopping_ = false;
  bool cancelled_ = false;
};

}  // namespace maas::serving::scheduling
