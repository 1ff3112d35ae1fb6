#include "serving/scheduling/model_queue.h"

#include <algorithm>
#include <cmath>

#include "serving/scheduling/batch.h"

namespace maas::serving::scheduling {
namespace {

/// Weight of the newest batch in the measured time for a request.
constexpr double kNewest = 0.1;
constexpr double kLongestRetry = 30;

std::uint64_t nanoseconds(Clock::duration duration) {
  return static_cast<std::uint64_t>(std::max<std::int64_t>(
      0, std::chrono::duration_cast<std::chrono::nanoseconds>(duration).count()));
}

}  // namespace

Place ModelQueue::enter() {
  Place place(*this);
  if (pending() > limits_.capacity) {
    fail(ErrorCode::kBusy, "{} requests wait for this model, as many as it takes",
         limits_.capacity);
  }
  return place;
}

Place::Place(ModelQueue& queue) : queue_(&queue) {
  queue.places_taken_.fetch_add(1, std::memory_order_relaxed);
}

Place::~Place() {
  if (queue_ != nullptr) queue_->places_taken_.fetch_sub(1, std::memory_order_relaxed);
}

int ModelQueue::retry_after() const {
  const double seconds =
      seconds_per_request_.load(std::memory_order_relaxed) * static_cast<double>(limits_.capacity);
  return static_cast<int>(std::clamp(std::ceil(seconds), 1.0, kLongestRetry));
}

void ModelQueue::run(Jobs& batch) {
  const Clock::time_point start = Clock::now();
  scheduling::run(*engine_, batch);
  const Clock::duration elapsed = Clock::now() - start;

  std::uint64_t samples = 0;
  for (const auto& job : batch) {
    samples += static_cast<std::uint64_t>(job->demand.samples);
    counters_.queue.observe(nanoseconds(start - job->arrived));
  }
  counters_.batches.add();
  counters_.samples.add(samples);
  counters_.batch_size.observe(samples);
  counters_.compute.observe(nanoseconds(elapsed));
  measure(std::chrono::duration<double>(elapsed).count() / static_cast<double>(batch.size()));
}

void ModelQueue::put(std::unique_ptr<Job> job) {
  waiting_samples_ += job->demand.samples;
  waiting_.push_back(std::move(job));
}

std::unique_ptr<Job> ModelQueue::take_one() {
  std::unique_ptr<Job> job = std::move(waiting_.front());
  waiting_.pop_front();
  waiting_samples_ -= job->demand.samples;
  return job;
}

void ModelQueue::take(Clock::time_point now, Jobs& batch, Jobs& late) {
  std::int64_t samples = 0;
  while (!waiting_.empty()) {
    Job& next = *waiting_.front();
    if (next.fail_if_late(now)) {
      late.push_back(take_one());
      continue;
    }
    samples += next.demand.samples;
    if (!batch.empty() && samples > limits_.max_batch) return;
    batch.push_back(take_one());
  }
}

void ModelQueue::measure(double seconds_per_request) {
  const double before = seconds_per_request_.load(std::memory_order_relaxed);
  const double after =
      before == 0 ? seconds_per_request : before + kNewest * (seconds_per_request - before);
  seconds_per_request_.store(after, std::memory_order_relaxed);
}

}  // namespace maas::serving::scheduling
