#include "base/budget.h"

#include "maas/error.h"

namespace maas::base {

bool Budget::try_take(std::size_t bytes) {
  if (bytes == 0) return true;
  std::size_t taken = taken_.load(std::memory_order_relaxed);
  do {
    if (bytes > total_ - taken) return false;
  } while (!taken_.compare_exchange_weak(taken, taken + bytes, std::memory_order_relaxed));
  return true;
}

bool Budget::Lease::try_grow(std::size_t bytes) {
  if (!may_grow(bytes)) return false;
  if (budget_ != nullptr && !budget_->try_take(charge_of(bytes))) return false;
  bytes_ += bytes;
  return true;
}

void Budget::Lease::grow(std::size_t bytes) {
  if (try_grow(bytes)) return;
  if (!may_grow(bytes)) {
    fail(ErrorCode::kInvalidData,
         "this takes {} bytes of memory beside the {} that it has; {} are allowed", bytes, bytes_,
         budget_->share());
  }
  fail(ErrorCode::kBusy, "{} of {} bytes of memory are held, and this takes {} more",
       budget_->taken(), budget_->total(), bytes);
}

void Budget::Lease::shrink_to(std::size_t bytes) {
  if (bytes >= bytes_) return;
  if (budget_ != nullptr) budget_->give_back(charge_at(bytes_) - charge_at(bytes));
  bytes_ = bytes;
}

}  // namespace maas::base
