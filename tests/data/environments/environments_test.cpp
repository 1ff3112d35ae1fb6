#include "data/environments.h"

#include <set>

#include "data/cartpole/cartpole.h"
#include "data/check.h"
#include "data/draft.h"
#include "data/inspect.h"
#include "data/locate.h"
#include "recipe/check.h"
#include "support/quiet_progress.h"
#include "support/support.h"

namespace maas::data {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::shared_ptr<const Dataset> episodes(const std::string& split, std::int64_t count = 20,
                                        std::int64_t seed = 0) {
  return make_cartpole(split, {{.episodes = count, .seed = seed}})->open();
}

class Episodes : public ::testing::Test {
 protected:
  maas::test::QuietProgress progress_;
};

TEST_F(Episodes, OfNoTwoSplitsOrSeedsAreTheSame) {
  std::set<Digest> digests;
  for (const char* split : {"train", "valid", "test"}) {
    for (const std::int64_t seed : {0, 1}) {
      const auto set = episodes(split, 20, seed);
      for (std::int64_t i = 0; i < set->size(); ++i) digests.insert(set->digest(i));
    }
  }
  EXPECT_EQ(digests.size(), 120U);
}

TEST_F(Episodes, AreNamedAndHaveAFingerprintOfTheirOwn) {
  EXPECT_EQ(episodes("train")->name(3), "cartpole episode 3");
  const std::string fingerprint = episodes("train")->fingerprint(progress_);
  EXPECT_EQ(episodes("train")->fingerprint(progress_), fingerprint);
  EXPECT_NE(episodes("train", 21)->fingerprint(progress_), fingerprint);
  EXPECT_NE(episodes("train", 20, 1)->fingerprint(progress_), fingerprint);
  EXPECT_NE(episodes("test")->fingerprint(progress_), fingerprint);
}

TEST_F(Episodes, OfAPartBeginAsInTheWhole) {
  const auto whole = episodes("train");
  const auto part = choose(whole, {7, 2});
  EXPECT_EQ(part->size(), 2);
  EXPECT_EQ(as<Environment>(*part).seed(0), as<Environment>(*whole).seed(7));
  EXPECT_EQ(part->digest(1), whole->digest(2));
  EXPECT_EQ(part->name(1), "cartpole episode 2");
  EXPECT_EQ(as<Environment>(*part).world().name, "cartpole");
}

TEST_F(Episodes, HaveNoFiles) {
  EXPECT_THAT(make_cartpole("train", {})->files(), IsEmpty());
}

TEST_F(Episodes, AreLocatedByTheNameOfTheirEnvironment) {
  const auto splits = locate("cartpole");
  ASSERT_EQ(splits.size(), 3U);
  EXPECT_EQ(splits[0].split, "train");
  EXPECT_EQ(open(splits[0])->size(), 10'000);
  EXPECT_EQ(open(splits[2])->size(), 100);
  EXPECT_ERROR(locate("cartpoles"), kNotFound, "there is no 'cartpoles'");
  EXPECT_ERROR(locate("csv"), kNotFound, "there is no 'csv'");
}

TEST_F(Episodes, AreInspected) {
  const Inspection inspection =
      inspect({{"train", episodes("train")}, {"test", episodes("test", 5)}}, progress_);
  ASSERT_EQ(inspection.splits.size(), 2U);
  EXPECT_EQ(inspection.splits[0].samples, 20);
  ASSERT_EQ(inspection.splits[0].shapes.size(), 1U);
  EXPECT_EQ(inspection.splits[0].shapes[0].name, "4 numbers, 2 actions");
  EXPECT_THAT(inspection.duplicates, IsEmpty());
}

TEST_F(Episodes, AreDraftedIntoARecipeThatIsAccepted) {
  for (const char* task : {"", "q-learning"}) {
    const Draft draft = draft_recipe({.source = "cartpole", .task = task}, progress_);
    EXPECT_THAT(draft.recipe, HasSubstr("angular_velocity"));
    recipe::Document document = recipe::load_text(draft.recipe, "draft", catalog());
    const Recipe recipe = recipe::read_checked(document, catalog());
    const DataCheck check = check_data(recipe, progress_);
    EXPECT_THAT(check.findings, IsEmpty());
    ASSERT_EQ(check.splits.size(), 3U);
    EXPECT_THAT(check.splits[0].shapes, ElementsAre("4 numbers, 2 actions"));
  }
  EXPECT_ERROR(draft_recipe({.source = "cartpole", .target = "x"}, progress_), kUsage, "no column");
}

TEST_F(Episodes, AreOfEnvironmentsThatThereAre) {
  EXPECT_EQ(world_called("cartpole").most_steps, 500);
  EXPECT_ERROR(world_called("csv"), kInvalidData, "no environment 'csv', there are cartpole");
}

}  // namespace
}  // namespace maas::data
