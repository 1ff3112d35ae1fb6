#include "serving/scheduling/scheduler.h"

#include <algorithm>
#include <utility>

#include "base/cores.h"

namespace maas::serving::scheduling {
namespace {

/// Threads beyond these would wait for memory more than they decode.
constexpr std::int64_t kMostPreparers = 4;

}  // namespace

Scheduler::Scheduler() : preparer_([this](Jobs& jobs) { put(jobs); }) {}

ModelQueue& Scheduler::add(std::shared_ptr<inference::Engine> engine, const QueueLimits& limits) {
  return *queues_.emplace_back(std::make_unique<ModelQueue>(std::move(engine), limits));
}

void Scheduler::start() {
  preparer_.start(static_cast<int>(std::min(base::usable_cores(), kMostPreparers)));
  thread_ = std::thread([this] { work(); });
}

base::Budget::Lease Scheduler::admit(const inference::Demand& demand) {
  base::Budget::Lease lease(pixels_);
  if (lease.try_grow(static_cast<std::size_t>(demand.pixels))) return lease;
  fail(ErrorCode::kBusy, "{} pixels wait to be decoded, and this has {} more; at most {} may",
       pixels_.taken(), demand.pixels, pixels_.total());
}

void Scheduler::submit(Jobs& jobs) {
  const auto pictures =
      std::ranges::stable_partition(jobs, [](const auto& job) { return job->demand.pixels == 0; });
  for (auto& job : pictures) preparer_.submit(std::move(job));
  jobs.erase(pictures.begin(), pictures.end());
  if (!jobs.empty()) put(jobs);
}

/// Queues jobs that are ready for the model thread; empties `jobs`.
void Scheduler::put(Jobs& jobs) {
  bool must_wake = false;
  {
    const std::lock_guard lock(mutex_);
    for (auto& job : jobs) job->queue().put(std::move(job));
    must_wake = std::exchange(is_waiting_, false);
  }
  jobs.clear();
  if (must_wake) wake_.notify_one();
}

void Scheduler::cancel() {
  preparer_.cancel();
  {
    const std::lock_guard lock(mutex_);
    cancelled_ = true;
  }
  wake_.notify_one();
}

void Scheduler::stop() {
  if (!thread_.joinable()) return;
  preparer_.stop();
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_one();
  thread_.join();
}

void Scheduler::work() {
  Jobs batch;
  Jobs failed;
  while (next_batch(batch, failed)) {
    deliver(failed);
    if (!batch.empty()) batch.front()->queue().run(batch);
    deliver(batch);
  }
}

bool Scheduler::next_batch(Jobs& batch, Jobs& failed) {
  std::unique_lock lock(mutex_);
  for (;;) {
    if (cancelled_) take_all(failed);
    if (!failed.empty()) return true;
    const Clock::time_point now = Clock::now();
    if (ModelQueue* queue = ready_queue(now)) {
      queue->take(now, batch, failed);
      return true;
    }
    if (stopping_) return false;
    wait(lock);
  }
}

/// Returns the next queue in turn whose batch should start now, or null.
ModelQueue* Scheduler::ready_queue(Clock::time_point now) {
  for (std::size_t i = 0; i < queues_.size(); ++i) {
    ModelQueue& queue = *queues_[turn_++ % queues_.size()];
    if (!queue.is_empty() && (stopping_ || queue.is_full() || queue.due() <= now)) return &queue;
  }
  return nullptr;
}

/// Waits for jobs, or until a batch that waits for company must start without.
void Scheduler::wait(std::unique_lock<std::mutex>& lock) {
  Clock::time_point first = Clock::time_point::max();
  for (const auto& queue : queues_) {
    if (!queue->is_empty()) first = std::min(first, queue->due());
  }
  is_waiting_ = true;
  if (first == Clock::time_point::max()) {
    wake_.wait(lock);
  } else {
    wake_.wait_until(lock, first);
  }
  is_waiting_ = false;
}

void Scheduler::take_all(Jobs& failed) {
  for (const auto& queue : queues_) {
    while (!queue->is_empty()) {
      failed.push_back(queue->take_one());
      failed.back()->error.emplace(ErrorCode::kTerminated, "the server is stopping");
    }
  }
}

}  // namespace maas::serving::scheduling
