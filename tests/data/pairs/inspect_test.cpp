#include "data/inspect.h"

#include "data/locate.h"
#include "data/pairs/ratings.h"
#include "data/ratings/card.h"
#include "support/quiet_progress.h"
#include "support/support.h"

namespace maas::data {
namespace {

using test::ratings;
using ::testing::IsEmpty;

class InspectRatings : public ::testing::Test {
 protected:
  SplitInspection inspected(const std::string& text, const RatingsOptions& options = {}) {
    RatingsOptions named = options;
    named.path.text = test::write_ratings(root_ / "r.csv", text);
    return inspect({{"train", open({"train", {"ratings", AnyOptions::of(named)}})}}, progress_)
        .splits.at(0);
  }

  maas::test::TemporaryDirectory root_;
  maas::test::QuietProgress progress_;
};

TEST_F(InspectRatings, CountsUsersItemsAndRatings) {
  const SplitInspection train = inspected(ratings(70) + "u1,i1,5,1\nu1,i1,,1\n");
  EXPECT_EQ(train.samples, 72);
  ASSERT_EQ(train.broken.size(), 1U);
  EXPECT_EQ(train.broken[0].reason, "there is no rating");
  ASSERT_EQ(train.pairs.size(), 1U);
  EXPECT_EQ(train.pairs[0].users, 10);
  EXPECT_EQ(train.pairs[0].items, 7);
  EXPECT_EQ(train.pairs[0].repeated, 1);
  EXPECT_NEAR(train.pairs[0].density, 71.0 / 70, 1e-12);
  EXPECT_EQ(train.pairs[0].smallest, 1);
  EXPECT_EQ(train.pairs[0].largest, 5);
  EXPECT_NEAR(train.pairs[0].mean, (70 * 3.0 + 5) / 71, 1e-12);
  ASSERT_EQ(train.ratings.size(), 5U);
  EXPECT_EQ(train.ratings[0].name, "1");
  EXPECT_EQ(train.ratings[0].samples, 14);
  EXPECT_EQ(train.ratings[4].samples, 15);
}

TEST_F(InspectRatings, CountsManyRatingsByTenthsOfTheirRange) {
  std::string text = "user,item,rating\n";
  for (int i = 0; i <= 100; ++i) text += fmt::format("u{},i{},{}\n", i % 10, i, 0.2 * i - 10);
  const SplitInspection train = inspected(text);
  ASSERT_EQ(train.ratings.size(), 10U);
  EXPECT_EQ(train.ratings.front().name, "-10 to -8");
  EXPECT_EQ(train.ratings.back().name, "8 to 10");
  std::int64_t count = 0;
  for (const Count& each : train.ratings) count += each.samples;
  EXPECT_EQ(count, 101);
}

TEST_F(InspectRatings, CountsNoRatingsWhereThereAreNone) {
  const SplitInspection train = inspected("user,item\nann,Emma\nbob,Emma\n", {.rating = "none"});
  EXPECT_EQ(train.pairs.at(0).users, 2);
  EXPECT_THAT(train.ratings, IsEmpty());
}

TEST_F(InspectRatings, SaysNothingOfRatingsThatAreAllBroken) {
  EXPECT_THAT(inspected("user,item,rating\na,b,\n").pairs, IsEmpty());
}

}  // namespace
}  // namespace maas::data
