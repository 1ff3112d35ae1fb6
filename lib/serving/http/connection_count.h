#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <utility>

namespace maas::serving::http {

/// How many connections are open, over all threads.
class ConnectionCount {
 public:
  /// Counts one connection as long as it lives.
  class Ticket {
   public:
    explicit Ticket(ConnectionCount& count) : count_(&count) { count.change(+1); }
    Ticket(Ticket&& other) noexcept : count_(std::exchange(other.count_, nullptr)) {}
    Ticket& operator=(Ticket&&) = delete;
    ~Ticket() {
      if (count_ != nullptr) count_->change(-1);
    }

   private:
    ConnectionCount* count_;
  };

  /// Waits until no connection is open.
  /// @returns false if that takes longer than `patience`
  bool wait_for_none(std::chrono::milliseconds patience) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, patience, [this] { return open_ == 0; });
  }

 private:
  void change(std::ptrdiff_t by) {
    const std::lock_guard lock(mutex_);
    open_ += by;
    if (open_ == 0) changed_.notify_all();
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  std::ptrdiff_t open_ = 0;
};

}  // namespace maas::serving::http
