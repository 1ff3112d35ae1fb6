#pragma once

#include <atomic>
#include <functional>
#include <thread>

#include "maas/progress.h"

namespace maas::cli {

/// Takes SIGINT, SIGTERM and SIGUSR1 in one thread while it lives.
///
/// To be made before any other thread: threads inherit that the signals are blocked. A second
/// SIGINT or SIGTERM ends the process at once.
class Signals {
 public:
  /// @param on_first_stop  called from the signals' thread
  explicit Signals(std::function<void()> on_first_stop);
  Signals(const Signals&) = delete;
  Signals& operator=(const Signals&) = delete;
  ~Signals();

  StopRequest stop_requested() const { return stop_; }
  bool take_save_request() { return save_.exchange(false); }
  /// Returns whether a SIGINT has asked to stop, which counts as answered then.
  bool take_interrupt();

 private:
  void watch();
  void on_stop(int signal);

  std::function<void()> on_first_stop_;
  std::atomic<StopRequest> stop_ = StopRequest::kNone;
  std::atomic<bool> save_ = false;
  std::thread thread_;
};

}  // namespace maas::cli
