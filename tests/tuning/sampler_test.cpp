#include "tuning/sampler.h"

#include <set>

#include "support/support.h"

namespace maas::tuning {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;

const Space& reals() {
  static const Space space = parse_space({"a=log(1e-4,1e-1)", "b=uniform(0,1)"});
  return space;
}

TEST(Drawing, BeginsWithTheRecipeAsItStands) {
  EXPECT_THAT(draw(reals(), 1, 3).front(), IsEmpty());
}

TEST(Drawing, GoesOnWhereAShorterOneEnded) {
  const auto few = draw(reals(), 7, 5);
  auto many = draw(reals(), 7, 9);
  many.resize(5);
  EXPECT_EQ(few, many);
}

TEST(Drawing, DiffersBySeed) {
  EXPECT_NE(draw(reals(), 1, 3), draw(reals(), 2, 3));
}

TEST(Drawing, NeverRepeatsAPointAndEndsWithTheSpace) {
  const auto all = draw(parse_space({"a=[1,2,3]", "b=[x,y]"}), 1, 16);
  EXPECT_EQ(all.size(), 7);
  EXPECT_EQ(std::set(all.begin(), all.end()).size(), 7);
}

TEST(Drawing, CoversARangeEvenly) {
  const auto all = draw(parse_space({"a=uniform(0,1)"}), 3, 1001);
  int low = 0;
  for (std::size_t i = 1; i < all.size(); ++i) low += std::stod(all[i][0].second) < 0.25;
  EXPECT_NEAR(low, 250, 60);
}

TEST(Grid, ChangesTheLastAxisFastest) {
  const auto all = grid(parse_space({"a=[1,2]", "b=[x,y]"}));
  ASSERT_EQ(all.size(), 4);
  EXPECT_THAT(all[1], ElementsAre(Pair("a", "1"), Pair("b", "y")));
  EXPECT_THAT(all[2], ElementsAre(Pair("a", "2"), Pair("b", "x")));
}

TEST(Grid, OfTooManyPointsIsRefused) {
  EXPECT_ERROR(grid(parse_space({"a=int(1,200)", "b=int(1,200)"})), kUsage,
               "the grid has more than 10000 points");
}

}  // namespace
}  // namespace maas::tuning
