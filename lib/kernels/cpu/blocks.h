#pragma once

#include <cstdint>

namespace maas::kernels {

/// `total` things in as few blocks of at most `limit` as possible, of nearly equal sizes.
struct Blocks {
  int64_t total;
  int64_t limit;

  [[gnu::always_inline]] int64_t count() const { return (total + limit - 1) / limit; }
  [[gnu::always_inline]] int64_t begin(int64_t block) const {
    const int64_t larger = total % count();
    return block * (total / count()) + (block < larger ? block : larger);
  }
  [[gnu::always_inline]] int64_t size(int64_t block) const {
    return begin(block + 1) - begin(block);
  }
};

}  // namespace maas::kernels
