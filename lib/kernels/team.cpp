#include "kernels/team.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <system_error>
#include <thread>
#include <vector>

#include "base/cores.h"

namespace maas::kernels {
namespace {

using Count = std::atomic<std::uint32_t>;

/// How long a thread looks for a change before it sleeps: longer than most operations of a layer
/// differ between threads, shorter than a slice of the scheduler's.
constexpr std::chrono::microseconds kSpin{30};
constexpr int kPauses = 16;

void pause() {
  for (int i = 0; i < kPauses; ++i) __builtin_ia32_pause();
}

/// Returns once `count` is no longer `seen`.
void await_change(const Count& count, std::uint32_t seen, bool may_spin) {
  const auto changed = [&] { return count.load(std::memory_order_acquire) != seen; };
  if (may_spin) {
    const auto end = std::chrono::steady_clock::now() + kSpin;
    do {
      if (changed()) return;
      pause();
    } while (std::chrono::steady_clock::now() < end);
  }
  while (!changed()) count.wait(seen, std::memory_order_acquire);
}

void advance(Count& count) {
  count.fetch_add(1, std::memory_order_release);
  count.notify_all();
}

}  // namespace

/// Where a team's threads wait for each other. What changes often has a cache line of its own.
struct Worker::Meeting {
  std::uint32_t count = 1;
  bool may_spin = true;
  alignas(64) Count arrived{0};
  alignas(64) Count round{0};

  void wait() {
    const std::uint32_t now = round.load(std::memory_order_relaxed);
    if (arrived.fetch_add(1, std::memory_order_acq_rel) + 1 < count) {
      await_change(round, now, may_spin);
      return;
    }
    arrived.store(0, std::memory_order_relaxed);
    advance(round);
  }
};

void Worker::wait() {
  if (count_ > 1) meeting_->wait();
}

std::pair<std::int64_t, std::int64_t> Worker::share(std::int64_t items, std::int64_t grain) const {
  const std::int64_t grains = (items + grain - 1) / grain;
  const std::int64_t each = grains / count_;
  const std::int64_t more = grains % count_;
  const auto start_of = [&](std::int64_t index) {
    return std::min(items, (index * each + std::min(index, more)) * grain);
  };
  return {start_of(index_), start_of(index_ + 1)};
}

struct Team::Threads {
  Worker::Meeting meeting;
  alignas(64) Count runs{0};
  const std::function<void(Worker&)>* body = nullptr;  ///< null: the team ends
  std::vector<std::thread> others;

  Worker worker(int index) { return {index, static_cast<int>(meeting.count), &meeting}; }

  void work(int index) {
    for (std::uint32_t seen = 0;; ++seen) {
      await_change(runs, seen, meeting.may_spin);
      if (body == nullptr) return;
      Worker self = worker(index);
      (*body)(self);
      meeting.wait();
    }
  }
};

Team::Team(int threads) : threads_(std::make_unique<Threads>()) {
  Threads& all = *threads_;
  all.meeting.may_spin = threads <= base::usable_cores();
  try {
    for (int i = 1; i < threads; ++i) all.others.emplace_back([&all, i] { all.work(i); });
  } catch (const std::system_error&) {
    // The limit of threads is reached: those that there are do the work.
  }
  all.meeting.count = static_cast<std::uint32_t>(all.others.size() + 1);
}

Team::~Team() {
  threads_->body = nullptr;
  advance(threads_->runs);
  for (std::thread& thread : threads_->others) thread.join();
}

int Team::threads() const {
  return static_cast<int>(threads_->meeting.count);
}

void Team::run(const std::function<void(Worker&)>& body) {
  Worker self = threads_->worker(0);
  if (self.count() == 1) return body(self);
  threads_->body = &body;
  advance(threads_->runs);
  body(self);
  self.wait();
}

}  // namespace maas::kernels
