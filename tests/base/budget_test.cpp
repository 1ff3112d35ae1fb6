#include "base/budget.h"

#include <thread>
#include <vector>

#include "support/support.h"

namespace maas::base {
namespace {

using ::testing::HasSubstr;

TEST(Budget, GivesWhatItHasAndNoMore) {
  Budget budget(100);
  Budget::Lease first(budget);
  Budget::Lease second(budget);
  EXPECT_TRUE(first.try_grow(60));
  EXPECT_FALSE(second.try_grow(41));
  EXPECT_EQ(budget.taken(), 60);
  EXPECT_TRUE(second.try_grow(40));
  EXPECT_FALSE(budget.has_room(1));
  EXPECT_TRUE(budget.has_room(0));
}

TEST(Budget, GetsBackWhatALeaseHeld) {
  Budget budget(100);
  {
    Budget::Lease lease(budget);
    lease.grow(70);
    lease.grow(30);
    lease.shrink_to(20);
    EXPECT_EQ(budget.taken(), 20);
    lease.shrink_to(50);
    EXPECT_EQ(lease.bytes(), 20);
  }
  EXPECT_EQ(budget.taken(), 0);
}

TEST(Budget, MovesWithItsLease) {
  Budget budget(100);
  Budget::Lease kept;
  {
    Budget::Lease lease(budget);
    lease.grow(70);
    kept = std::move(lease);
  }
  EXPECT_EQ(budget.taken(), 70);
  const Budget::Lease moved = std::move(kept);
  EXPECT_EQ(budget.taken(), 70);
  EXPECT_EQ(moved.bytes(), 70);
}

TEST(Budget, RefusesMoreThanAShareForGood) {
  Budget budget(100, 40);
  Budget::Lease lease(budget);
  lease.grow(30);
  EXPECT_FALSE(lease.may_grow(11));
  EXPECT_FALSE(lease.try_grow(11));
  try {
    lease.grow(11);
    FAIL() << "more than the share";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kInvalidData);
    EXPECT_THAT(error.what(), HasSubstr("takes 11 bytes of memory beside the 30"));
  }
}

TEST(Budget, RefusesForNowWhatOthersHold) {
  Budget budget(100);
  Budget::Lease other(budget);
  other.grow(90);
  Budget::Lease lease(budget);
  EXPECT_TRUE(lease.may_grow(11));
  try {
    lease.grow(11);
    FAIL() << "more than others left";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kBusy);
    EXPECT_THAT(error.what(), HasSubstr("90 of 100 bytes of memory are held"));
  }
}

TEST(Budget, RefusesSizesThatWouldWrapAround) {
  Budget budget(100);
  Budget::Lease lease(budget);
  lease.grow(1);
  for (const std::size_t bytes : {~std::size_t{0}, ~std::size_t{0} - 1}) {
    EXPECT_FALSE(lease.try_grow(bytes));
    EXPECT_FALSE(budget.has_room(bytes));
  }
  EXPECT_EQ(budget.taken(), 1);
}

TEST(Budget, LeavesEveryHolderItsAllowance) {
  Budget budget(100, 100, 10);
  Budget::Lease large(budget);
  large.grow(60);
  EXPECT_EQ(budget.taken(), 50);
  Budget::Lease other(budget);
  other.grow(60);
  EXPECT_EQ(budget.taken(), 100);
  Budget::Lease small(budget);
  EXPECT_TRUE(small.has_room(10));
  EXPECT_FALSE(small.has_room(11));
  EXPECT_FALSE(small.try_grow(11));
  EXPECT_TRUE(small.try_grow(4));
  EXPECT_TRUE(small.try_grow(6));
  EXPECT_FALSE(small.try_grow(1));
  large.shrink_to(5);
  EXPECT_EQ(budget.taken(), 50);
  EXPECT_TRUE(small.try_grow(50));
  large.shrink_to(0);
  small.shrink_to(0);
  other.shrink_to(0);
  EXPECT_EQ(budget.taken(), 0);
}

TEST(Budget, CountsNothingForALeaseOfNoBudget) {
  Budget::Lease lease;
  EXPECT_TRUE(lease.try_grow(~std::size_t{0} / 2));
  lease.shrink_to(0);
  EXPECT_EQ(lease.bytes(), 0);
}

TEST(Budget, IsNeverExceededByManyThreads) {
  Budget budget(1000);
  std::atomic<bool> exceeded = false;
  std::vector<std::thread> threads;
  for (std::size_t i = 1; i <= 4; ++i) {
    threads.emplace_back([&, i] {
      for (int turn = 0; turn < 10'000; ++turn) {
        Budget::Lease lease(budget);
        if (lease.try_grow(100 * i)) lease.try_grow(150);
        if (budget.taken() > budget.total()) exceeded = true;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_FALSE(exceeded);
  EXPECT_EQ(budget.taken(), 0);
}

}  // namespace
}  // namespace maas::base
