#pragma once

#include <atomic>
#include <cstddef>
#include <utility>

namespace maas::base {

/// Bytes that may be held at once, over all threads, and of these by one holder.
///
/// A holder takes before it allocates; what it took is given back with its lease. A small allowance
/// is every holder's own and does not count, so that large ones cannot shut out small ones.
class Budget {
 public:
  class Lease;

  explicit Budget(std::size_t total) : Budget(total, total) {}
  Budget(std::size_t total, std::size_t share, std::size_t allowance = 0)
      : total_(total), share_(share), allowance_(allowance) {}
  Budget(const Budget&) = delete;
  Budget& operator=(const Budget&) = delete;

  std::size_t total() const { return total_; }
  /// The most that one lease may hold, its allowance included.
  std::size_t share() const { return share_; }
  /// What is held by now beyond the allowances.
  std::size_t taken() const { return taken_.load(std::memory_order_relaxed); }

  /// Returns whether `bytes` more could be taken by now; nothing is taken.
  bool has_room(std::size_t bytes) const { return bytes <= total_ - taken(); }

 private:
  bool try_take(std::size_t bytes);
  void give_back(std::size_t bytes) {
    if (bytes > 0) taken_.fetch_sub(bytes, std::memory_order_relaxed);
  }

  std::size_t total_;
  std::size_t share_;
  std::size_t allowance_;
  std::atomic<std::size_t> taken_ = 0;
};

/// What one holder has taken from a budget, which outlives it; given back with the object. One
/// thread at a time.
class Budget::Lease {
 public:
  Lease() = default;  ///< of no budget: whatever it is asked for it takes, uncounted
  explicit Lease(Budget& budget) : budget_(&budget) {}
  Lease(Lease&& other) noexcept : budget_(other.budget_), bytes_(std::exchange(other.bytes_, 0)) {}
  Lease& operator=(Lease&& other) noexcept {
    std::swap(budget_, other.budget_);
    std::swap(bytes_, other.bytes_);
    return *this;
  }
  ~Lease() { shrink_to(0); }

  std::size_t bytes() const { return bytes_; }

  /// Returns whether `bytes` more keep within the holder's share, if others hold nothing.
  bool may_grow(std::size_t bytes) const {
    return budget_ == nullptr || bytes <= budget_->share() - bytes_;
  }

  /// Returns whether `try_grow` would take `bytes` more by now.
  bool has_room(std::size_t bytes) const {
    return budget_ == nullptr || (may_grow(bytes) && budget_->has_room(charge_of(bytes)));
  }

  /// Takes `bytes` more.
  /// @returns false, with nothing taken, if that is more than the share or than others left
  bool try_grow(std::size_t bytes);

  /// Takes `bytes` more.
  /// @throws Error kInvalidData if that is more than the share, so that it can never be had; kBusy
  ///   if others hold too much of the budget at the moment
  void grow(std::size_t bytes);

  /// Gives back what is held above `bytes`.
  void shrink_to(std::size_t bytes);

 private:
  /// Returns what counts of `bytes` more.
  std::size_t charge_of(std::size_t bytes) const {
    return charge_at(bytes_ + bytes) - charge_at(bytes_);
  }
  std::size_t charge_at(std::size_t bytes) const {
    return bytes > budget_->allowance_ ? bytes - budget_->allowance_ : 0;
  }

  Budget* budget_ = nullptr;
  std::size_t bytes_ = 0;
};

}  // namespace maas::base
