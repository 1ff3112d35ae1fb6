#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <utility>

namespace maas::kernels {

/// One thread of a team at work. Everyone runs the same body and shares each operation by index.
class Worker {
 public:
  int index() const { return index_; }
  int count() const { return count_; }

  /// Waits for all others of the team: spins for a bounded while, then sleeps.
  void wait();

  /// Returns this thread's contiguous part [begin, end) of `items`, cut at multiples of `grain`.
  std::pair<std::int64_t, std::int64_t> share(std::int64_t items, std::int64_t grain = 1) const;

 private:
  friend class Team;
  struct Meeting;
  Worker(int index, int count, Meeting* meeting)
      : index_(index), count_(count), meeting_(meeting) {}

  int index_;
  int count_;
  Meeting* meeting_;
};

/// Threads that run bodies together: of our own, no OpenMP. Whoever calls `run` is worker 0.
class Team {
 public:
  /// @param threads  at least 1
  explicit Team(int threads);
  Team(const Team&) = delete;
  Team& operator=(const Team&) = delete;
  ~Team();

  int threads() const;

  /// Runs `body` on every thread and returns when all are done. A body must not throw, and all must
  /// reach the same waits. One caller at a time.
  void run(const std::function<void(Worker&)>& body);

 private:
  struct Threads;
  std::unique_ptr<Threads> threads_;
};

}  // namespace maas::kernels
