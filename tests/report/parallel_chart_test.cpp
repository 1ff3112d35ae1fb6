#include "report/parallel_chart.h"

#include "support/support.h"

namespace maas::report {
namespace {

using ::testing::DoubleNear;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Pair;

TEST(Rail, OfNumbersBeginsAndEndsAtRoundOnes) {
  const auto [rail, places] = rail_of("a", {"0", "1", "4"}, false);
  EXPECT_EQ(rail.ticks.front(), std::pair(0.0, std::string("0")));
  EXPECT_EQ(rail.ticks.back(), std::pair(1.0, std::string("4")));
  EXPECT_THAT(places, ElementsAre(0, 0.25, 1));
}

TEST(Rail, OfRatiosHasThePowersOfTen) {
  const auto [rail, places] = rail_of("lr", {"0.001", "0.1", "0.01"}, true);
  EXPECT_THAT(rail.ticks,
              ElementsAre(Pair(DoubleNear(0, 1e-9), "0.001"), Pair(DoubleNear(0.5, 1e-9), "0.01"),
                          Pair(DoubleNear(1, 1e-9), "0.1")));
  EXPECT_THAT(places[2], DoubleNear(0.5, 1e-9));
}

TEST(Rail, OfTextsHasATickForEach) {
  const auto [rail, places] = rail_of("init", {"xavier", "kaiming", "xavier"}, false);
  EXPECT_THAT(rail.ticks, ElementsAre(Pair(0, "xavier"), Pair(1, "kaiming")));
  EXPECT_THAT(places, ElementsAre(0, 1, 0));
}

TEST(Rail, OfZeroIsLinearThoughRatiosWereWished) {
  const auto [rail, places] = rail_of("lr", {"0", "1"}, true);
  EXPECT_THAT(places, ElementsAre(0, 1));
}

TEST(ParallelChart, DrawsAStrandAcrossTheRails) {
  const std::string html =
      parallel_chart({{"a", {}}, {"b", {}}, {"acc", {}}}, {{"trial 3", {0, 0.5, 1}, 1, false}});
  EXPECT_THAT(html, HasSubstr("d=\"M0.0 1000.0L500.0 500.0L1000.0 0.0\"><title>trial 3</title>"));
}

TEST(ParallelChart, DrawsBetterStrandsAboveWorseOnes) {
  const std::string html = parallel_chart(
      {{"a", {}}, {"b", {}}}, {{"good", {0, 1}, 0.9, true}, {"bad", {0, 0}, 0.1, false}});
  EXPECT_LT(html.find("bad"), html.find("good"));
  EXPECT_THAT(html, HasSubstr("class=\"strand best\""));
}

TEST(ParallelChart, EscapesWhatItIsGiven) {
  const std::string html = parallel_chart({{"<a>", {{0, "<1>"}}}}, {{"<t>", {0}, 1, false}});
  EXPECT_THAT(
      html, testing::AllOf(HasSubstr("&lt;a&gt;"), HasSubstr("&lt;1&gt;"), HasSubstr("&lt;t&gt;")));
  EXPECT_EQ(html.find("<t>"), std::string::npos);
}

}  // namespace
}  // namespace maas::report
