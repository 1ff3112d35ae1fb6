#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <mutex>

namespace maas::serving::http {

/// How many connections are open, over all I/O threads.
class ConnectionCount {
 public:
  void add() {
    const std::lock_guard lock(mutex_);
    ++open_;
  }
  void remove() {
    const std::lock_guard lock(mutex_);
    --open_;
    changed_.notify_all();
  }
  std::size_t open() const {
    const std::lock_guard lock(mutex_);
    return open_;
  }
  /// Waits until no connection is open.
  /// @returns false if that takes longer than `patience`
  bool wait_for_none(std::chrono::milliseconds patience) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, patience, [this] { return open_ == 0; });
  }

 private:
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::size_t open_ = 0;
};

}  // namespace maas::serving::http
