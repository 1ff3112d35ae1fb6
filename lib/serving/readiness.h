#pragma once

#include <atomic>
#include <mutex>
#include <string>

namespace maas::serving {

/// Whether requests are answered, and if not, why. Any thread.
class Readiness {
 public:
  /// Says what the server is busy with before it can answer, e.g. "loading mlp version 2".
  void set_reason(std::string reason);

  /// Says that the models are loaded. What was written before is seen by whoever sees `is_loaded`.
  void set_loaded();

  /// Says that the server is stopping, for good.
  void set_stopping();

  bool is_loaded() const { return is_loaded_.load(std::memory_order_acquire); }

  /// @throws http::Refusal 503, with the reason, if the models are not loaded
  void require_loaded() const;
  /// @throws http::Refusal 503, with the reason, if the models are not loaded or the server stops
  void require_ready() const;

 private:
  [[noreturn]] void refuse() const;

  std::atomic<bool> is_loaded_ = false;
  std::atomic<bool> is_stopping_ = false;
  mutable std::mutex mutex_;
  std::string reason_ = "the server is starting";
};

}  // namespace maas::serving
