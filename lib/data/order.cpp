#include "data/order.h"

#include <bit>
#include <utility>

#include "base/hashing.h"

namespace maas::data {
namespace {

constexpr int kRounds = 6;

}  // namespace

Permutation::Permutation(std::uint64_t seed, std::uint64_t epoch, std::int64_t size)
    : key_(base::mix(base::mix(seed) ^ base::mix(epoch + 0x5851f42d4c957f2dULL))),
      size_(static_cast<std::uint64_t>(size)),
      half_bits_(static_cast<unsigned>((std::bit_width(size_ > 1 ? size_ - 1 : 1) + 1) / 2)) {}

std::int64_t Permutation::operator()(std::int64_t position) const {
  auto value = static_cast<std::uint64_t>(position);
  do {
    value = encrypt(value);
  } while (value >= size_);
  return static_cast<std::int64_t>(value);
}

std::uint64_t Permutation::encrypt(std::uint64_t value) const {
  const std::uint64_t mask = (std::uint64_t{1} << half_bits_) - 1;
  std::uint64_t left = value >> half_bits_;
  std::uint64_t right = value & mask;
  for (std::uint64_t round = 0; round < kRounds; ++round) {
    const std::uint64_t mixed = base::mix(key_ ^ (right + (round << 56))) & mask;
    left ^= mixed;
    std::swap(left, right);
  }
  return left << half_bits_ | right;
}

}  // namespace maas::data
