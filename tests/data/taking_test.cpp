#include "data/taking.h"

#include "support/support.h"

namespace maas::data {
namespace {

SplitBlock share(double fraction, bool stratify = true) {
  return {.from = "train", .fraction = fraction, .stratify = stratify};
}

TEST(Takings, TakeTheTestSamplesFirstAndValidOutOfTheRest) {
  const auto takings = takings_of({.valid = share(0.1), .test = share(0.2, /*stratify=*/false)});
  ASSERT_EQ(takings.size(), 2U);
  EXPECT_EQ(takings[0].split, "test");
  EXPECT_FALSE(takings[0].stratify);
  EXPECT_EQ(takings[1].split, "valid");
  EXPECT_DOUBLE_EQ(takings[1].fraction, 0.125);
}

TEST(Takings, AreNoneOfSplitsWithFilesOfTheirOwn) {
  EXPECT_TRUE(takings_of({.valid = SplitBlock{}}).empty());
}

TEST(TakenOf, IsTheNearestButTakesOneAndLeavesOne) {
  EXPECT_EQ(taken_of(10, 0.25), 3);
  EXPECT_EQ(taken_of(100, 0.001), 1);
  EXPECT_EQ(taken_of(3, 0.999), 2);
  EXPECT_EQ(taken_of(1, 0.5), 0);
  EXPECT_EQ(taken_of(0, 0.5), 0);
}

TEST(Division, CountsClassByClassWhereSharesAreStratified) {
  const Division each = division_of({3, 3}, {{"test", 0.1, true}, {"valid", 0.1, true}});
  EXPECT_EQ(each.test, 2);
  EXPECT_EQ(each.valid, 2);
  EXPECT_EQ(each.train, 2);
  const Division together = division_of({3, 3}, {{"test", 0.1, false}, {"valid", 0.1, false}});
  EXPECT_EQ(together.test, 1);
  EXPECT_EQ(together.valid, 1);
  EXPECT_EQ(together.train, 4);
}

TEST(Division, IsEmptyWhereEveryClassHasOneSample) {
  EXPECT_EQ(division_of({1, 1}, {{"valid", 0.5, true}}).valid, 0);
}

}  // namespace
}  // namespace maas::data
