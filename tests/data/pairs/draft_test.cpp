#include "data/draft.h"

#include "data/pairs/ratings.h"
#include "support/quiet_progress.h"
#include "support/support.h"

namespace maas::data {
namespace {

namespace fs = std::filesystem;

using test::ratings;
using ::testing::HasSubstr;
using ::testing::Not;

class RatingDraftTest : public ::testing::Test {
 protected:
  std::string drafted(const std::string& text, const std::string& task = "") {
    const fs::path file = test::write_ratings(root_ / "r.csv", text);
    return draft_recipe({.source = file, .task = task}, progress_).recipe;
  }

  maas::test::TemporaryDirectory root_;
  maas::test::QuietProgress progress_;
};

TEST_F(RatingDraftTest, PredictsRatings) {
  const std::string text = drafted(ratings(70));
  EXPECT_THAT(text, HasSubstr("# 70 ratings from 1 to 5, 3.00 on average: 10 users, 7 items; "
                              "100 % of all pairs are rated.\n"));
  EXPECT_THAT(text, HasSubstr("\ntask: rating-prediction\n"));
  EXPECT_THAT(text, HasSubstr("  train: {format: ratings, path: " + (root_ / "r.csv").string()));
  EXPECT_THAT(text, HasSubstr("  test: {from: train, fraction: 0.15}"));
  EXPECT_THAT(text, HasSubstr("  loader: {global_batch: 32, workers: 2}\n"));
  EXPECT_THAT(text, HasSubstr("model: {arch: mf, factors: 32, dropout: 0.3, init: xavier}\n"
                              "optim: {name: adamw, lr: 0.01, weight_decay: 0.5}\n"));
  EXPECT_THAT(text, HasSubstr("train: {until: 40epoch}\ncheckpoint: {best: valid.rmse}\n"));
}

TEST_F(RatingDraftTest, RecommendsWhatIsRatedAboveTheMean) {
  const std::string text = drafted(ratings(70), "recommendation");
  EXPECT_THAT(text, HasSubstr("task: {name: recommendation, relevant: 3}"));
  EXPECT_THAT(text, HasSubstr("checkpoint: {best: valid.ndcg@10}"));
}

TEST_F(RatingDraftTest, RecommendsWhereAllRatingsAreAlike) {
  std::string text = "user,item,rating\n";
  for (int i = 0; i < 30; ++i) text += fmt::format("u{},i{},1\n", i % 6, i);
  EXPECT_THAT(drafted(text), HasSubstr("\ntask: recommendation\n"));
}

TEST_F(RatingDraftTest, RefusesWhatCannotBeLearned) {
  EXPECT_ERROR(drafted(ratings(70) + "u1,i1,5,1,more\n"), kInvalidData,
               "1 of 71 ratings is broken");
  EXPECT_ERROR(drafted("user,item,rating\nann,Emma,5\nann,Persuasion,4\n"), kInvalidData,
               "has 1 user, 2 items: there must be two of each");
  EXPECT_ERROR(drafted("user,item,rating\nann,Emma,5\nbob,Persuasion,4\n"), kInvalidData,
               "2 ratings are too few to take valid and test out of them");
}

TEST_F(RatingDraftTest, TakesNoTargetAndNoTaskOfOtherData) {
  const fs::path file = test::write_ratings(root_ / "r.csv", ratings(70));
  EXPECT_ERROR(draft_recipe({.source = file, .target = "rating"}, progress_), kUsage, "--target");
  EXPECT_ERROR(drafted(ratings(70), "text-classification"), kUsage, "takes data of the kind text");
}

}  // namespace
}  // namespace maas::data
