#include "report/training_report.h"

#include <limits>
#include <regex>

#include "report/html.h"
#include "support/support.h"

namespace maas::report {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

TrainingReport small_report() {
  return {.title = "runs/demo",
          .recipe_yaml = "seed: 42\n",
          .curves = {{"train", "loss", {{10, 0.5, 1.0}, {20, 1, 0.5}}},
                     {"valid", "loss", {{20, 1, 0.75}}},
                     {"valid", "acc", {{20, 1, 0.8125}}}},
          .shown = {"acc", "loss"},
          .metrics = {{"test.acc", 0.875}, {"valid.acc", 0.8125}, {"test.f1[cat]", 0.8}},
          .judged = "test",
          .labels = {"cat", "dog"},
          .confusion = {{6, 2}, {0, 8}},
          .classes = {{"cat", 1, 0.75, 6.0 / 7, 8}, {"dog", 0.8, 1, 8.0 / 9, 8}},
          .mistakes = {{.name = "cats/7.png", .png = "PNG", .facts = {{"true", "cat, 2.0 %"}}}},
          .facts = {{"seed", "42"}, {"time", "3.2 s"}}};
}

/// Reads HTML as a tree and returns what is wrong with its nesting.
std::string nesting_fault(const std::string& html) {
  static const std::regex tag(R"(<(/?)([a-z0-9]+)((?:\s[^<>]*?)?)(/?)>)");
  std::vector<std::string> open;
  for (std::sregex_iterator at(html.begin(), html.end(), tag), end; at != end; ++at) {
    const std::string name = (*at)[2];
    if (name == "meta" || name == "img" || (*at)[4].length() > 0) continue;
    if ((*at)[1].length() == 0) {
      open.push_back(name);
    } else if (open.empty() || open.back() != name) {
      return "</" + name + "> closes " + (open.empty() ? "nothing" : open.back());
    } else {
      open.pop_back();
    }
  }
  return open.empty() ? "" : open.back() + " is left open";
}

std::size_t count_of(const std::string& text, const std::string& part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) {
    ++count;
  }
  return count;
}

TEST(TrainingReport, IsWellNested) {
  EXPECT_EQ(nesting_fault(render_html(small_report())), "");
}

TEST(TrainingReport, NeedsNothingElse) {
  const std::string html = render_html(small_report());
  EXPECT_THAT(html, AllOf(Not(HasSubstr("://")), Not(HasSubstr("<script")),
                          Not(HasSubstr("@import")), Not(HasSubstr("url("))));
  EXPECT_EQ(count_of(html, "src="), count_of(html, "src=\"data:image/png;base64,"));
}

TEST(TrainingReport, LetsNoBrowserLoadAnythingElse) {
  EXPECT_THAT(
      render_html(small_report()),
      HasSubstr("content=\"default-src 'none'; img-src data:; style-src 'unsafe-inline'\""));
}

TEST(TrainingReport, ShowsTheWorstMistakesAndSaysOfWhichSplit) {
  EXPECT_THAT(render_html(small_report()),
              AllOf(HasSubstr("<h2>Worst mistakes, test split</h2>"), HasSubstr("cat, 2.0 %")));
}

TEST(TrainingReport, DrawsOneChartPerMetric) {
  EXPECT_EQ(count_of(render_html(small_report()), "<figure class=\"card chart\""), 2U);
}

TEST(TrainingReport, ShowsTheTestSplitsAccuracyFirst) {
  EXPECT_THAT(render_html(small_report()), HasSubstr("<b>0.875</b><span>test acc</span>"));
}

TEST(TrainingReport, ColoursAConfusionByTheRootOfItsShareOfTheClass) {
  EXPECT_THAT(render_html(small_report()),
              AllOf(HasSubstr(R"(<td class="right" style="--share:0.866" title="75.0 %">6</td>)"),
                    HasSubstr(R"(<td class="wrong" style="--share:0.500" title="25.0 %">2</td>)"),
                    HasSubstr(R"(<td class="none">0</td>)")));
}

TEST(TrainingReport, ShowsTheMetricsOfAClassInTheClassTableAlone) {
  const std::string html = render_html(small_report());
  EXPECT_THAT(html, HasSubstr(R"(<td>cat</td><td class="number bar" style="--share:1.000">1.000)"));
  EXPECT_THAT(html, Not(HasSubstr("f1[cat]")));
}

TEST(TrainingReport, LeavesOutWhatIsEmpty) {
  const std::string html = render_html({.title = "nothing"});
  EXPECT_EQ(count_of(html, "<section"), 0U);
  EXPECT_EQ(nesting_fault(html), "");
}

TEST(TrainingReport, EscapesWhatUsersWrite) {
  const std::string evil = "<img src=x onerror='alert(1)'>\"&";
  const std::string html = render_html({.title = evil,
                                        .recipe_yaml = evil,
                                        .curves = {{evil, evil, {{1, 1, 1}}}},
                                        .metrics = {{evil + ".acc", 1}, {evil, 1}},
                                        .labels = {evil, evil},
                                        .confusion = {{1, 1}, {1, 1}},
                                        .classes = {{evil, 1, 1, 1, 1}},
                                        .facts = {{evil, evil}}});
  EXPECT_THAT(html, AllOf(Not(HasSubstr("<img")), HasSubstr("&lt;img src=x onerror=&#39;")));
  EXPECT_EQ(nesting_fault(html), "");
}

TEST(TrainingReport, ListsTheMostFrequentConfusionsOfManyClasses) {
  constexpr std::size_t kClasses = 1000;
  TrainingReport report{.title = "many",
                        .labels = {},
                        .confusion = std::vector(kClasses, std::vector<std::int64_t>(kClasses, 1))};
  for (std::size_t i = 0; i < kClasses; ++i) report.labels.push_back("class" + std::to_string(i));
  report.confusion[7][9] = 55;
  const std::string html = render_html(report);
  EXPECT_THAT(html, HasSubstr(R"(<td>class7</td><td>class9</td><td class="number">55</td>)"));
  EXPECT_LT(html.size(), 100'000U);
}

TEST(ReadableNumbers, HaveFourDigits) {
  EXPECT_EQ(readable(0.89314), "0.8931");
  EXPECT_EQ(readable(1.0), "1");
  EXPECT_EQ(readable(std::numeric_limits<double>::quiet_NaN()), "-");
}

}  // namespace
}  // namespace maas::report
