#include "serving/readiness.h"

#include <utility>

#include "serving/http/refusal.h"

namespace maas::serving {

void Readiness::set_reason(std::string reason) {
  const std::lock_guard lock(mutex_);
  if (!is_stopping_) reason_ = std::move(reason);
}

void Readiness::set_loaded() {
  is_loaded_.store(true, std::memory_order_release);
}

void Readiness::set_stopping() {
  set_reason("the server is stopping");
  is_stopping_ = true;
}

void Readiness::require_loaded() const {
  if (!is_loaded()) refuse();
}

void Readiness::require_ready() const {
  if (!is_loaded() || is_stopping_) refuse();
}

void Readiness::refuse() const {
  const std::lock_guard lock(mutex_);
  throw http::Refusal(503, reason_);
}

}  // namespace maas::serving
