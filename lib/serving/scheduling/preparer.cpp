#include "serving/scheduling/preparer.h"

#include <utility>

namespace maas::serving::scheduling {

void Preparer::start(int threads) {
  for (int i = 0; i < threads; ++i) threads_.emplace_back([this] { work(); });
}

void Preparer::submit(std::unique_ptr<Job> job) {
  {
    const std::lock_guard lock(mutex_);
    waiting_.push_back(std::move(job));
  }
  changed_.notify_one();
}

void Preparer::cancel() {
  {
    const std::lock_guard lock(mutex_);
    cancelled_ = true;
  }
  changed_.notify_all();
}

void Preparer::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  for (std::thread& thread : threads_) thread.join();
  threads_.clear();
}

void Preparer::work() {
  while (std::unique_ptr<Job> job = next()) {
    const std::int64_t scratch = job->demand.scratch;
    if (!job->error && !job->fail_if_late(Clock::now())) job->prepare();
    job->pixels.shrink_to(0);
    finish(std::move(job));
    {
      const std::lock_guard lock(mutex_);
      free_scratch_ += scratch;
      --busy_;
    }
    changed_.notify_all();
  }
}

/// Waits for a job and takes its scratch; null once there is nothing left to do.
std::unique_ptr<Job> Preparer::next() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return may_take() || (stopping_ && waiting_.empty()); });
  if (waiting_.empty()) return nullptr;
  std::unique_ptr<Job> job = std::move(waiting_.front());
  waiting_.pop_front();
  free_scratch_ -= job->demand.scratch;
  ++busy_;
  if (cancelled_) job->error.emplace(ErrorCode::kTerminated, "the server is stopping");
  return job;
}

bool Preparer::may_take() const {
  if (waiting_.empty()) return false;
  return busy_ == 0 || cancelled_ || waiting_.front()->demand.scratch <= free_scratch_;
}

void Preparer::finish(std::unique_ptr<Job> job) {
  const bool failed = job->error.has_value();
  Jobs jobs;
  jobs.push_back(std::move(job));
  if (failed) {
    deliver(jobs);
  } else {
    pass_on_(jobs);
  }
}

}  // namespace maas::serving::scheduling
