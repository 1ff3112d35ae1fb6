#include "report/line_chart.h"

#include <algorithm>
#include <limits>
#include <regex>

#include "support/support.h"

namespace maas::report {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

Curve curve_of(const std::string& split, const std::vector<double>& values) {
  Curve curve{.split = split, .name = "loss", .points = {}};
  for (std::size_t i = 0; i < values.size(); ++i) {
    curve.points.push_back({static_cast<std::int64_t>(10 * i), static_cast<double>(i), values[i]});
  }
  return curve;
}

/// The `d` of the first line of the chart.
std::string first_line(const std::string& html) {
  static const std::regex line(R"re(class="line c\d" d="([^"]*)")re");
  std::smatch match;
  EXPECT_TRUE(std::regex_search(html, match, line)) << html;
  return match[1];
}

TEST(LineChart, DrawsValuesUpwardsAndEpochsToTheRight) {
  const Curve curve = curve_of("train", {0, 1, 0.5});
  EXPECT_EQ(first_line(line_chart("loss", {&curve})), "M0.0 1000.0L500.0 0.0L1000.0 500.0");
}

TEST(LineChart, LeavesAGapWhereAValueIsNotFinite) {
  const Curve curve = curve_of("train", {0, std::numeric_limits<double>::quiet_NaN(), 1,
                                         std::numeric_limits<double>::infinity(), 0});
  EXPECT_EQ(first_line(line_chart("loss", {&curve})), "M0.0 1000.0M500.0 0.0M1000.0 1000.0");
}

TEST(LineChart, OfNothingFiniteHasAxesAlone) {
  const Curve curve = curve_of("train", {std::numeric_limits<double>::quiet_NaN()});
  EXPECT_EQ(first_line(line_chart("loss", {&curve})), "");
}

TEST(LineChart, NamesEachSplitWithItsLastValue) {
  const Curve train = curve_of("train", {2, 0.25});
  const Curve valid = curve_of("valid", {2, 0.5});
  EXPECT_THAT(line_chart("loss", {&train, &valid}),
              AllOf(HasSubstr(R"(<li class="c0">train <b>0.25</b></li>)"),
                    HasSubstr(R"(<li class="c1">valid <b>0.5</b></li>)")));
}

TEST(LineChart, TellsAPointsValueStepAndEpochUnderTheMouse) {
  const Curve curve = curve_of("valid", {1, 0.75});
  EXPECT_THAT(line_chart("loss", {&curve}), HasSubstr("valid 0.75 at step 10, epoch 1</title>"));
}

TEST(LineChart, EscapesNames) {
  const Curve curve = curve_of("<s>", {1});
  EXPECT_THAT(line_chart("a<b", {&curve}), AllOf(HasSubstr("a&lt;b"), HasSubstr("&lt;s&gt;"),
                                                 Not(HasSubstr("a<b")), Not(HasSubstr("<s>"))));
}

TEST(ThinnedCurve, KeepsShortCurvesAsTheyAre) {
  EXPECT_EQ(thinned(curve_of("train", {1, 2, 3}).points, 3).size(), 3U);
}

TEST(ThinnedCurve, KeepsASingleSpikeAndTheOrder) {
  std::vector<double> values(100'000, 1.0);
  values[77'777] = 9;
  const std::vector<Point> kept = thinned(curve_of("train", values).points, 1000);
  EXPECT_LE(kept.size(), 1000U);
  EXPECT_TRUE(
      std::any_of(kept.begin(), kept.end(), [](const Point& point) { return point.value == 9; }));
  EXPECT_TRUE(std::is_sorted(kept.begin(), kept.end(),
                             [](const Point& a, const Point& b) { return a.step < b.step; }));
}

}  // namespace
}  // namespace maas::report
