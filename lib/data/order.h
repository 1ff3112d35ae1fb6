#pragma once

#include <cstdint>

namespace maas::data {

/// A permutation of 0..size-1 that is computed, not stored: a position's index needs no memory
/// and no history, so that training resumes at any step by a single integer.
///
/// A balanced Feistel network over the next even power of two, walked along its cycle until the
/// value is below `size` (Black and Rogaway 2002).
class Permutation {
 public:
  /// @param size  at least 1
  Permutation(std::uint64_t seed, std::uint64_t epoch, std::int64_t size);

  /// @param position  in [0, size)
  std::int64_t operator()(std::int64_t position) const;

 private:
  std::uint64_t encrypt(std::uint64_t value) const;

  std::uint64_t key_;
  std::uint64_t size_;
  unsigned half_bits_;
};

}  // namespace maas::data
