#include "data/check.h"

#include "data/pairs/ratings.h"
#include "data/ratings/card.h"
#include "support/quiet_progress.h"
#include "support/support.h"

namespace maas::data {
namespace {

namespace fs = std::filesystem;

using test::ratings;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class CheckRatings : public ::testing::Test {
 protected:
  CheckRatings() { recipe_.task.name = "rating-prediction"; }

  SplitBlock block(const std::string& name, const std::string& text) const {
    const fs::path file = test::write_ratings(root_ / name, text);
    SplitBlock split;
    split.layout = {"ratings", AnyOptions::of(RatingsOptions{.path = {file.string()}})};
    return split;
  }

  void train_on(const std::string& text) { recipe_.data.train = block("train.csv", text); }
  void test_on(const std::string& text) { recipe_.data.test = block("test.csv", text); }
  DataCheck check() { return check_data(recipe_, progress_); }

  void expect_finding(const std::string& key, const std::string& part) {
    const DataCheck found = check();
    ASSERT_EQ(found.findings.size(), 1U);
    EXPECT_EQ(found.findings[0].key, key);
    EXPECT_EQ(found.findings[0].code, ErrorCode::kInvalidData);
    EXPECT_THAT(found.findings[0].message, HasSubstr(part));
  }

  Recipe recipe_;
  maas::test::TemporaryDirectory root_;
  maas::test::QuietProgress progress_;
};

TEST_F(CheckRatings, CountsUsersAndItems) {
  train_on(ratings(70));
  recipe_.data.test = SplitBlock{.from = "train", .fraction = 0.2};
  const DataCheck found = check();
  EXPECT_THAT(found.findings, IsEmpty());
  ASSERT_EQ(found.splits.size(), 2U);
  EXPECT_EQ(found.splits[0].samples, 56);
  EXPECT_THAT(found.splits[0].shapes, ElementsAre("10 users, 7 items"));
  EXPECT_EQ(found.splits[1].source, "part of train");
}

TEST_F(CheckRatings, FindsBrokenRatings) {
  train_on(ratings(20) + "u1,i1,NaN,1\nu1\n");
  expect_finding("data.train", "2 of 22 ratings are broken, first");
}

TEST_F(CheckRatings, FindsNothingToTellApart) {
  train_on("user,item,rating\nann,Emma,5\nann,Persuasion,4\n");
  expect_finding("data.train", "data.train has 1 user, 2 items: there must be two of each");
}

TEST_F(CheckRatings, FindsSplitsOfOtherUsers) {
  train_on(ratings(20));
  test_on("user,item,rating\nann,i1,5\nbob,i1,4\n");
  expect_finding("data.test", "no user of data.test is among those of the training ratings");
  test_on("user,item,rating\nann,i1,5\nu1,i1,4\n");
  EXPECT_THAT(check().findings, IsEmpty());
}

TEST_F(CheckRatings, FindsColumnsThatCannotBeTold) {
  train_on("who,what,how\nann,Emma,5\n");
  expect_finding("data.train", "does not tell which column is that of the users");
}

}  // namespace
}  // namespace maas::data
