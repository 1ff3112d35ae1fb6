#include "tuning/space.h"

#include "support/support.h"

namespace maas::tuning {
namespace {

using ::testing::ElementsAre;

Axis axis_of(const std::string& text) {
  return parse_space({text}).at(0);
}

TEST(Space, ReadsEachKindOfAxis) {
  const Space space = parse_space({"optim.lr=log(1e-4,1e-1)", "model.dropout=uniform(0, 0.5)",
                                   "data.loader.global_batch=int(16,64)", "model.init=[a, b]"});
  ASSERT_EQ(space.size(), 4);
  EXPECT_EQ(space[0].kind, Axis::Kind::kLog);
  EXPECT_EQ(space[0].key, "optim.lr");
  EXPECT_EQ(space[1].kind, Axis::Kind::kUniform);
  EXPECT_EQ(space[1].high, 0.5);
  EXPECT_EQ(space[2].kind, Axis::Kind::kInteger);
  EXPECT_THAT(space[3].choices, ElementsAre("a", "b"));
}

TEST(Space, MendsAxesThatWereCutAtTheirCommas) {
  const Space space = parse_space({"a=log(1e-4", "1e-1)", "b=[[64]", "[128", "64]]"});
  ASSERT_EQ(space.size(), 2);
  EXPECT_EQ(space[0].text, "a=log(1e-4,1e-1)");
  EXPECT_THAT(space[1].choices, ElementsAre("[64]", "[128,64]"));
}

struct Refusal {
  std::string axis;
  std::string message;
};

class SpaceRefuses : public ::testing::TestWithParam<Refusal> {};

TEST_P(SpaceRefuses, AndSaysWhy) {
  EXPECT_ERROR(parse_space({GetParam().axis}), kUsage, GetParam().message);
}

INSTANTIATE_TEST_SUITE_P(
    All, SpaceRefuses,
    ::testing::Values(Refusal{"optim.lr", "--space 'optim.lr' has no values"},
                      Refusal{"=log(1,2)", "has no values"}, Refusal{"a=5", "has no range or list"},
                      Refusal{"a=log(1,2", "has no range or list"},
                      Refusal{"a=lgo(1,2)", "has no range called 'lgo'"},
                      Refusal{"a=log(1e-1,1e-4)", "is an empty range: 0.1 is not below 0.0001"},
                      Refusal{"a=uniform(1,1)", "is an empty range: 1 is not below 1"},
                      Refusal{"a=log(0,1)", "begins at 0: a logarithmic range begins above 0"},
                      Refusal{"a=log(-1,1)", "a logarithmic range begins above 0"},
                      Refusal{"a=uniform(0,nan)", "'nan', which is no number"},
                      Refusal{"a=uniform(0,inf)", "'inf', which is no number"},
                      Refusal{"a=uniform(x,1)", "'x', which is no number"},
                      Refusal{"a=uniform(1)", "has 1 arguments"},
                      Refusal{"a=uniform(1,2,3,4)", "has 4 arguments"},
                      Refusal{"a=log(1,2,1)", "has 1 points"},
                      Refusal{"a=log(1,2,2.5)", "has 2.5 points"},
                      Refusal{"a=int(1,2.5)", "has an end that is no integer"},
                      Refusal{"a=[]", "has an empty value"},
                      Refusal{"a=[1,,2]", "has an empty value"},
                      Refusal{"a=[1],a=[2]", "names 'a' twice: 'a=[1]' and 'a=[2]'"}));

TEST(Space, OfNothingIsRefused) {
  EXPECT_ERROR(parse_space({}), kUsage, "there is nothing to tune");
}

TEST(Axis, ALogarithmicRangeGivesEqualRatiosEqualShares) {
  const Axis axis = axis_of("a=log(1e-4,1e-2)");
  EXPECT_EQ(value_at(axis, 0), "1e-04");
  EXPECT_EQ(value_at(axis, 0.5), "0.001");
}

TEST(Axis, RealValuesAreRoundedButStayInTheRange) {
  EXPECT_EQ(value_at(axis_of("a=uniform(0,1)"), 1.0 / 3), "0.3333");
  EXPECT_EQ(value_at(axis_of("a=uniform(0.123446,1)"), 0), "0.123446");
}

TEST(Axis, AnIntegerRangeGivesBothEndsAndNeverAnExponent) {
  const Axis axis = axis_of("a=int(1,100000)");
  EXPECT_EQ(value_at(axis, 0), "1");
  EXPECT_EQ(value_at(axis, 0.9999999), "100000");
}

TEST(Axis, AListGivesEachValueTheSameShare) {
  const Axis axis = axis_of("a=[x,y]");
  EXPECT_EQ(value_at(axis, 0.49), "x");
  EXPECT_EQ(value_at(axis, 0.51), "y");
}

TEST(Grid, TakesAllOfAListAndOfIntegersAndThePointsOfARange) {
  EXPECT_THAT(grid_values(axis_of("a=[x,y]")), ElementsAre("x", "y"));
  EXPECT_THAT(grid_values(axis_of("a=int(2,4)")), ElementsAre("2", "3", "4"));
  EXPECT_THAT(grid_values(axis_of("a=log(0.01,1,3)")), ElementsAre("0.01", "0.1", "1"));
}

TEST(Grid, NeedsPointsForARangeOfRealNumbers) {
  EXPECT_ERROR(grid_values(axis_of("a=log(1e-4,1e-1)")), kUsage, "has no points for a grid");
}

}  // namespace
}  // namespace maas::tuning
