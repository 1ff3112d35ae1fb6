#include "data/order.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include "base/hashing.h"
#include "support/support.h"

namespace maas::data {
namespace {

std::vector<std::int64_t> order_of(std::uint64_t seed, std::uint64_t epoch, std::int64_t size) {
  const Permutation permutation(seed, epoch, size);
  std::vector<std::int64_t> order(static_cast<std::size_t>(size));
  for (std::int64_t i = 0; i < size; ++i) order[static_cast<std::size_t>(i)] = permutation(i);
  return order;
}

bool is_permutation_of_all(std::vector<std::int64_t> order) {
  std::sort(order.begin(), order.end());
  for (std::size_t i = 0; i < order.size(); ++i) {
    if (order[i] != static_cast<std::int64_t>(i)) return false;
  }
  return true;
}

TEST(Order, IsAPermutationOfEverySmallSize) {
  for (std::int64_t size = 1; size <= 300; ++size) {
    for (std::uint64_t seed = 0; seed < 5; ++seed) {
      EXPECT_TRUE(is_permutation_of_all(order_of(seed, seed % 3, size))) << size << " " << seed;
    }
  }
}

TEST(Order, IsAPermutationOfRandomLargeSizes) {
  base::Random random(1);
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    const auto size = static_cast<std::int64_t>(1 + random.below(200'000));
    EXPECT_TRUE(is_permutation_of_all(order_of(seed, 0, size))) << size << " " << seed;
  }
}

TEST(Order, IsAPermutationAroundPowersOfTwo) {
  for (int bits = 1; bits <= 16; ++bits) {
    for (const std::int64_t size : {(1 << bits) - 1, 1 << bits, (1 << bits) + 1}) {
      EXPECT_TRUE(is_permutation_of_all(order_of(7, 1, size))) << size;
    }
  }
}

TEST(Order, IsTheSameForTheSameSeedAndEpoch) {
  EXPECT_EQ(order_of(3, 4, 1000), order_of(3, 4, 1000));
}

TEST(Order, DiffersFromEpochToEpochAndSeedToSeed) {
  EXPECT_NE(order_of(3, 4, 1000), order_of(3, 5, 1000));
  EXPECT_NE(order_of(3, 4, 1000), order_of(4, 4, 1000));
}

TEST(Order, PutsEverySampleAnywhereWithEvenOdds) {
  constexpr std::int64_t kSize = 10;
  constexpr std::uint64_t kOrders = 5000;
  std::vector<std::vector<int>> counts(kSize, std::vector<int>(kSize, 0));
  for (std::uint64_t seed = 0; seed < kOrders; ++seed) {
    const auto order = order_of(seed, 0, kSize);
    for (std::size_t at = 0; at < kSize; ++at) ++counts[at][static_cast<std::size_t>(order[at])];
  }
  const double expected = kOrders / static_cast<double>(kSize);
  for (const auto& row : counts) {
    for (const int count : row) EXPECT_NEAR(count, expected, 6 * std::sqrt(expected));
  }
}

TEST(Order, LeavesNoTraceOfTheOldNeighbours) {
  const auto order = order_of(1, 0, 10'000);
  int neighbours = 0;
  for (std::size_t i = 1; i < order.size(); ++i) {
    neighbours += std::abs(order[i] - order[i - 1]) == 1;
  }
  EXPECT_LT(neighbours, 12);  // two are expected
}

}  // namespace
}  // namespace maas::data
