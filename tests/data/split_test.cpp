#include "data/split.h"

#include <algorithm>
#include <map>

#include "support/memory_dataset.h"
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
    const auto [kept, out] = take_out(whole, 0.3, /*stratify=*/false, seed);
    EXPECT_EQ(out->size(), 30);
    auto names = names_of(*kept);
    const auto others = names_of(*out);
    names.insert(names.end(), others.begin(), others.end());
    EXPECT_THAT(names, ::testing::UnorderedElementsAreArray(names_of(*whole)));
  }
}

TEST(Split, KeepsTheSetsOrder) {
  const auto [kept, out] = take_out(numbered_samples(50), 0.5, false, 1);
  for (const auto& part : {kept, out}) {
    for (std::int64_t i = 1; i < part->size(); ++i) EXPECT_LT(part->label(i - 1), part->label(i));
  }
}

TEST(Split, TakesTheSameSamplesForTheSameSeed) {
  const auto whole = numbered_samples(100);
  EXPECT_EQ(names_of(*take_out(whole, 0.1, false, 7).second),
            names_of(*take_out(whole, 0.1, false, 7).second));
  EXPECT_NE(names_of(*take_out(whole, 0.1, false, 7).second),
            names_of(*take_out(whole, 0.1, false, 8).second));
}

TEST(Split, TakesTheSameShareOfEachClassIfStratified) {
  const auto whole = std::make_shared<MemoryDataset>(400, ImageShape{1, 1, 1}, 4);
  const auto [kept, out] = take_out(whole, 0.1, /*stratify=*/true, 3);
  EXPECT_THAT(shares(*out),
              ElementsAre(std::pair(0, 10), std::pair(1, 10), std::pair(2, 10), std::pair(3, 10)));
}

TEST(Split, TakesARareClassesSampleAndLeavesOne) {
  std::vector<std::int64_t> labels(100, 0);
  labels[40] = labels[60] = 1;
  const auto whole = std::make_shared<Labelled>(labels, 2);
  for (const double fraction : {0.01, 0.9}) {
    const auto [kept, out] = take_out(whole, fraction, true, 1);
    EXPECT_EQ(shares(*kept)[1], 1) << fraction;
    EXPECT_EQ(shares(*out)[1], 1) << fraction;
  }
}

TEST(Split, LeavesAClassesOnlySampleToTrainOn) {
  std::vector<std::int64_t> labels(100, 0);
  labels[40] = 1;
  const auto [kept, out] = take_out(std::make_shared<Labelled>(labels, 3), 0.5, true, 1);
  EXPECT_EQ(shares(*kept)[1], 1);
}

TEST(Split, OfTwoSharesIsOfAllSamplesWhateverIsTakenFirst) {
  const DataBlock data{.valid = SplitBlock{.from = "train", .fraction = 0.1},
                       .test = SplitBlock{.from = "train", .fraction = 0.2}};
  const Division parts = divide(std::make_shared<MemoryDataset>(400, ImageShape{1, 1, 1}, 4), data);
  EXPECT_EQ(parts.train->size(), 280);
  EXPECT_EQ(parts.valid->size(), 40);
  EXPECT_EQ(parts.test->size(), 80);
}

TEST(Split, OfTheTestSamplesDoesNotDependOnTheValidation) {
  const auto whole = std::make_shared<MemoryDataset>(100, ImageShape{1, 1, 1}, 4);
  DataBlock data{.test = SplitBlock{.from = "train", .fraction = 0.2}};
  const auto alone = names_of(*divide(whole, data).test);
  data.valid = SplitBlock{.from = "train", .fraction = 0.3};
  EXPECT_EQ(names_of(*divide(whole, data).test), alone);
}

TEST(Split, LeavesTheTrainingSamplesWholeIfNothingIsTakenOut) {
  const auto whole = numbered_samples(5);
  const Division parts = divide(whole, {.valid = SplitBlock{}});
  EXPECT_EQ(parts.train, whole);
  EXPECT_EQ(parts.valid, nullptr);
  EXPECT_EQ(parts.test, nullptr);
}

TEST(Split, RefusesToLeaveAPartEmpty) {
  const DataBlock data{.valid = SplitBlock{.from = "train", .fraction = 0.5}};
  EXPECT_ERROR(divide(numbered_samples(1), data), kInvalidRecipe,
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
  EXPECT_NE(limited(whole, 3)->fingerprint(), limited(whole, 4)->fingerprint());
  EXPECT_NE(limited(whole, 3)->fingerprint(), whole->fingerprint());
}

}  // namespace
}  // namespace maas::data
