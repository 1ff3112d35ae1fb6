#include "compress/prune/unit_search.h"

#include <ATen/ops/zeros.h>

#include "base/hashing.h"
#include "support/support.h"

namespace maas::pruners {
namespace {

/// Two layers in a row: 3 inputs, `first` units, `second` units, 2 outputs.
class TwoLayers {
 public:
  TwoLayers(std::int64_t first, std::int64_t second)
      : weights_({{"a.weight", at::zeros({first, 3})},
                  {"a.bias", at::zeros({first})},
                  {"b.weight", at::zeros({second, first * 4})},
                  {"b.bias", at::zeros({second})},
                  {"c.weight", at::zeros({2, second})}}),
        groups_({{.layers = {"a"},
                  .units = first,
                  .slices = {{"a.weight", 0, 1}, {"a.bias", 0, 1}, {"b.weight", 1, 4}}},
                 {.layers = {"b"},
                  .units = second,
                  .slices = {{"b.weight", 0, 1}, {"b.bias", 0, 1}, {"c.weight", 1, 1}}}}) {}

  KeptUnits choose(const std::vector<std::vector<double>>& importance, std::int64_t target) const {
    return choose_units(groups_, importance, weights_, target);
  }

  /// Parameters with so many units in each layer.
  static std::int64_t count(std::int64_t first, std::int64_t second) {
    return first * (3 + 1) + second * (first * 4 + 1) + 2 * second;
  }

 private:
  tensor::NamedTensors weights_;
  std::vector<CoupledUnits> groups_;
};

using testing::ElementsAre;

TEST(UnitSearch, RemovesTheLeastImportantFirst) {
  const auto kept = TwoLayers(3, 2).choose({{1, 3, 2}, {9, 8}}, TwoLayers::count(2, 2));
  EXPECT_THAT(kept[0], ElementsAre(1, 2));
  EXPECT_THAT(kept[1], ElementsAre(0, 1));
}

TEST(UnitSearch, RemovesTheFirstOfEqualUnits) {
  const auto kept = TwoLayers(3, 2).choose({{1, 1, 1}, {1, 1}}, TwoLayers::count(2, 2));
  EXPECT_THAT(kept[0], ElementsAre(1, 2));
}

TEST(UnitSearch, BringsUnitsBackThatStillFit) {
  // Without a unit of the second layer (1 x 15) there is room for the first layer's smaller ones.
  const auto kept =
      TwoLayers(3, 4).choose({{1, 2, 90}, {3, 80, 80, 80}}, TwoLayers::count(1, 3) + 1);
  EXPECT_THAT(kept[0], ElementsAre(2));
  EXPECT_THAT(kept[1], ElementsAre(1, 2, 3));
}

TEST(UnitSearch, LeavesTheLastUnitOfALayer) {
  const auto kept = TwoLayers(3, 2).choose({{0, 0, 0}, {9, 9}}, TwoLayers::count(1, 1));
  EXPECT_EQ(kept[0].size(), 1);
  EXPECT_EQ(kept[1].size(), 1);
}

TEST(UnitSearch, RefusesATargetThatRemovesNothing) {
  EXPECT_ERROR(TwoLayers(3, 2).choose({{1, 1, 1}, {1, 1}}, TwoLayers::count(3, 2)), kInvalidRecipe,
               "the model has 42 parameters, a target of 42 removes none");
}

TEST(UnitSearch, RefusesATargetThatCannotBeReached) {
  EXPECT_ERROR(TwoLayers(3, 2).choose({{1, 1, 1}, {1, 1}}, TwoLayers::count(1, 1) - 1),
               kInvalidRecipe, "11 parameters are left with one unit per layer, the target is 10");
}

class UnitSearchOfSeed : public testing::TestWithParam<std::uint64_t> {};

TEST_P(UnitSearchOfSeed, MeetsTheTargetSoThatNoRemovedUnitWouldFit) {
  base::Random random(GetParam());
  const auto first = static_cast<std::int64_t>(2 + random.below(12));
  const auto second = static_cast<std::int64_t>(2 + random.below(12));
  std::vector<std::vector<double>> importance(2);
  for (std::int64_t i = 0; i < first; ++i) importance[0].push_back(random.uniform());
  for (std::int64_t i = 0; i < second; ++i) importance[1].push_back(random.uniform());
  const std::int64_t smallest = TwoLayers::count(1, 1);
  const std::int64_t span = TwoLayers::count(first, second) - smallest;
  const auto target =
      smallest + static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(span)));

  const auto kept = TwoLayers(first, second).choose(importance, target);
  const auto a = static_cast<std::int64_t>(kept[0].size());
  const auto b = static_cast<std::int64_t>(kept[1].size());
  EXPECT_LE(TwoLayers::count(a, b), target);
  EXPECT_TRUE(a == first || TwoLayers::count(a + 1, b) > target);
  EXPECT_TRUE(b == second || TwoLayers::count(a, b + 1) > target);
}

INSTANTIATE_TEST_SUITE_P(Seeds, UnitSearchOfSeed, testing::Range<std::uint64_t>(0, 200));

}  // namespace
}  // namespace maas::pruners
