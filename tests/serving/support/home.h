#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>

#include "serving/scheduling/model_queue.h"

namespace maas::test {

/// A request without a client.
class PlainJob final : public serving::scheduling::Job {
 public:
  using Job::Job;
  void finish() override {}
};

/// Where jobs come home to, to be looked at.
class Home final : public serving::scheduling::Mailbox {
 public:
  void deliver(serving::scheduling::Jobs& done) override {
    const std::lock_guard lock(mutex_);
    for (auto& job : done) jobs_.push_back(std::move(job));
    done.clear();
    changed_.notify_all();
  }

  /// Waits for so many jobs, and returns all that have come.
  serving::scheduling::Jobs wait_for(std::size_t count) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return jobs_.size() >= count; });
    return std::move(jobs_);
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  serving::scheduling::Jobs jobs_;
};

}  // namespace maas::test
