#include "data/split.h"

#include <algorithm>
#include <map>

#include "support/memory_dataset.h"
#include "support/quiet_progress.h"
#include "support/support.h"

namespace maas::data {
namespace {

using test::MemoryDataset;
using test::numbered_samples;
using ::testing::ElementsAre;
using ::testing::Pair;

/// Samples with given labels.
class Labelled final : public MemoryDataset {
 public:
  Labelled(std::vector<std::int64_t> labels, std::int64_t classes)
      : MemoryDataset(static_cast<std::int64_t>(labels.size()), {1, 1, 1}, classes),
        labels_(std::move(labels)) {}
  std::int64_t label(std::int64_t index) const override {
    return labels_[static_cast<std::size_t>(index)];
  }

 private:
  std::vector<std::int64_t> labels_;
};

std::pair<std::shared_ptr<const Dataset>, std::shared_ptr<const Dataset>> taken_out(
    std::shared_ptr<const Dataset> whole, double fraction, bool stratify, std::uint64_t key) {
  test::QuietProgress progress;
  return take_out(std::move(whole), fraction, stratify, key, progress);
}

Division divided(std::shared_ptr<const Dataset> whole, const DataBlock& data) {
  test::QuietProgress progress;
  return divide(std::move(whole), data, progress);
}

std::vector<std::string> names_of(const Dataset& set) {
  std::vector<std::string> names;
  for (std::int64_t i = 0; i < set.size(); ++i) names.push_back(set.name(i));
  return names;
}

std::map<std::int64_t, int> shares(const Dataset& set) {
  std::map<std::int64_t, int> counts;
  for (std::int64_t i = 0; i < set.size(); ++i) ++counts[set.label(i)];
  return counts;
}

TEST(Split, GivesEverySampleToOnePart) {
  const auto whole = numbered_samples(100);
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    const auto [kept, out] = taken_out(whole, 0.3, /*stratify=*/false, seed);
    EXPECT_EQ(out->size(), 30);
    auto names = names_of(*kept);
    const auto others = names_of(*out);
    names.insert(names.end(), others.begin(), others.end());
    EXPECT_THAT(names, ::testing::UnorderedElementsAreArray(names_of(*whole)));
  }
}

TEST(Split, KeepsTheSetsOrder) {
  const auto [kept, out] = taken_out(numbered_samples(50), 0.5, false, 1);
  for (const auto& part : {kept, out}) {
    for (std::int64_t i = 1; i < part->size(); ++i) EXPECT_LT(part->label(i - 1), part->label(i));
  }
}

TEST(Split, TakesTheSameSamplesForTheSameSeed) {
  const auto whole = numbered_samples(100);
  EXPECT_EQ(names_of(*taken_out(whole, 0.1, false, 7).second),
            names_of(*taken_out(whole, 0.1, false, 7).second));
  EXPECT_NE(names_of(*taken_out(whole, 0.1, false, 7).second),
            names_of(*taken_out(whole, 0.1, false, 8).second));
}

TEST(Split, TakesTheSameShareOfEachClassIfStratified) {
  const auto whole = std::make_shared<MemoryDataset>(400, ImageShape{1, 1, 1}, 4);
  const auto [kept, out] = taken_out(whole, 0.1, /*stratify=*/true, 3);
  EXPECT_THAT(shares(*out),
              ElementsAre(std::pair(0, 10), std::pair(1, 10), std::pair(2, 10), std::pair(3, 10)));
}

TEST(Split, TakesARareClassesSampleAndLeavesOne) {
  std::vector<std::int64_t> labels(100, 0);
  labels[40] = labels[60] = 1;
  const auto whole = std::make_shared<Labelled>(labels, 2);
  for (const double fraction : {0.01, 0.9}) {
    const auto [kept, out] = taken_out(whole, fraction, true, 1);
    EXPECT_EQ(shares(*kept)[1], 1) << fraction;
    EXPECT_EQ(shares(*out)[1], 1) << fraction;
  }
}

TEST(Split, LeavesAClassesOnlySampleToTrainOn) {
  std::vector<std::int64_t> labels(100, 0);
  labels[40] = 1;
  const auto [kept, out] = taken_out(std::make_shared<Labelled>(labels, 3), 0.5, true, 1);
  EXPECT_EQ(shares(*kept)[1], 1);
}

TEST(Split, OfTwoSharesIsOfAllSamplesWhateverIsTakenFirst) {
  const DataBlock data{.valid = SplitBlock{.from = "train", .fraction = 0.1},
                       .test = SplitBlock{.from = "train", .fraction = 0.2}};
  const Division parts =
      divided(std::make_shared<MemoryDataset>(400, ImageShape{1, 1, 1}, 4), data);
  EXPECT_EQ(parts.train->size(), 280);
  EXPECT_EQ(parts.valid->size(), 40);
  EXPECT_EQ(parts.test->size(), 80);
}

TEST(Split, OfTheTestSamplesDoesNotDependOnTheValidation) {
  const auto whole = std::make_shared<MemoryDataset>(100, ImageShape{1, 1, 1}, 4);
  DataBlock data{.test = SplitBlock{.from = "train", .fraction = 0.2}};
  const auto alone = names_of(*divided(whole, data).test);
  data.valid = SplitBlock{.from = "train", .fraction = 0.3};
  EXPECT_EQ(names_of(*divided(whole, data).test), alone);
}

TEST(Split, ByOrderTakesTheLastSamples) {
  DataBlock data;
  data.valid =
      SplitBlock{.layout = {}, .from = "train", .by = "order", .fraction = 0.2, .limit = {}};
  data.test =
      SplitBlock{.layout = {}, .from = "train", .by = "order", .fraction = 0.1, .limit = {}};
  const Division parts = divided(numbered_samples(10), data);
  const std::vector<std::string> names = names_of(*numbered_samples(10));
  EXPECT_EQ(names_of(*parts.train), std::vector(names.begin(), names.begin() + 7));
  EXPECT_EQ(names_of(*parts.valid), std::vector(names.begin() + 7, names.begin() + 9));
  EXPECT_EQ(names_of(*parts.test), std::vector(names.begin() + 9, names.end()));
}

TEST(Split, LeavesTheTrainingSamplesWholeIfNothingIsTakenOut) {
  const auto whole = numbered_samples(5);
  const Division parts = divided(whole, {.valid = SplitBlock{}});
  EXPECT_EQ(parts.train, whole);
  EXPECT_EQ(parts.valid, nullptr);
  EXPECT_EQ(parts.test, nullptr);
}

TEST(Split, RefusesToLeaveAPartEmpty) {
  const DataBlock data{.valid = SplitBlock{.from = "train", .fraction = 0.5}};
  EXPECT_ERROR(divided(numbered_samples(1), data), kInvalidRecipe,
               "data.valid: the training samples are too few to take 0.5 of them out");
}

TEST(LimitedSamples, AreTheSetsFirst) {
  const auto mixed =
      std::make_shared<Labelled>(std::vector<std::int64_t>{0, 1, 2, 0, 1, 2, 0, 1, 2}, 3);
  EXPECT_THAT(names_of(*limited(mixed, 2)), ElementsAre("memory[0]", "memory[1]"));
}

TEST(LimitedSamples, AreSpreadOverASetWhoseSamplesStandClassByClass) {
  const auto sorted =
      std::make_shared<Labelled>(std::vector<std::int64_t>{0, 0, 0, 0, 1, 1, 1, 1, 2, 2}, 3);
  EXPECT_THAT(shares(*limited(sorted, 5)), ElementsAre(Pair(0, 2), Pair(1, 2), Pair(2, 1)));
  EXPECT_THAT(names_of(*limited(sorted, 3)), ElementsAre("memory[0]", "memory[3]", "memory[6]"));
}

TEST(LimitedSamples, OfOneClassAreTheFirst) {
  const auto one = std::make_shared<Labelled>(std::vector<std::int64_t>{0, 0, 0}, 1);
  EXPECT_THAT(names_of(*limited(one, 2)), ElementsAre("memory[0]", "memory[1]"));
}

TEST(LimitedSamples, AreAllIfThereAreNoMore) {
  const auto whole = numbered_samples(9);
  EXPECT_EQ(limited(whole, 9), whole);
  EXPECT_EQ(limited(whole, 10), whole);
}

TEST(Subset, HasAFingerprintOfItsOwn) {
  const auto whole = numbered_samples(9);
  test::QuietProgress progress;
  EXPECT_NE(limited(whole, 3)->fingerprint(progress), limited(whole, 4)->fingerprint(progress));
  EXPECT_NE(limited(whole, 3)->fingerprint(progress), whole->fingerprint(progress));
}

TEST(Split, StopsHashingWhenItIsAskedTo) {
  test::QuietProgress progress;
  progress.stop = StopRequest::kTerminate;
  EXPECT_ERROR(take_out(numbered_samples(9), 0.5, false, 1, progress), kTerminated, "SIGTERM");
}

}  // namespace
}  // namespace maas::data
