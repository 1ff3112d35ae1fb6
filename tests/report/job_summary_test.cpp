#include "report/job_summary.h"

#include "support/support.h"

namespace maas::report {
namespace {

JobSummary some_summary() {
  return {.command = "eval",
          .subject = "runs/a|b",
          .seconds = 1.5,
          .table = {{"metric", "value"}, {"acc", "0.8934"}},
          .gates = {{"acc >= 0.88", 0.8934, true}, {"loss < 0.2", 0.31, false}},
          .notes = {"10,000 samples of test"}};
}

TEST(Markdown, HasATableTheGatesAndTheNotes) {
  EXPECT_EQ(markdown(some_summary()),
            "### maas eval runs/a\\|b\n\n"
            "| metric | value |\n| :--- | ---: |\n| acc | 0.8934 |\n\n"
            "| gate | value | met |\n| :--- | ---: | ---: |\n"
            "| acc &gt;= 0.88 | 0.8934 | ✅ |\n| loss &lt; 0.2 | 0.3100 | ❌ |\n\n"
            "- 10,000 samples of test\n\n");
}

TEST(Markdown, LeavesOutWhatIsEmpty) {
  EXPECT_EQ(markdown({.command = "train", .subject = "r"}), "### maas train r\n\n");
}

TEST(Junit, HasATestCaseForEachGate) {
  EXPECT_EQ(junit(some_summary()),
            R"(<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="maas eval runs/a|b" tests="2" failures="1" errors="0" time="1.500">
  <testsuite name="maas eval runs/a|b" tests="2" failures="1" errors="0" time="1.500">
    <testcase classname="maas.eval" name="acc &gt;= 0.88" time="0"/>
    <testcase classname="maas.eval" name="loss &lt; 0.2" time="0">
      <failure type="gate" message="wanted loss &lt; 0.2, got 0.31"/>
    </testcase>
  </testsuite>
</testsuites>
)");
}

TEST(JobSummary, OfACommandThatFailedSaysWhy) {
  const JobSummary failed{.command = "train", .subject = "r", .error = "no <data>\nin 'x'"};
  EXPECT_EQ(markdown(failed), "### maas train r\n\n❌ no &lt;data&gt; in &#39;x&#39;\n\n");
  EXPECT_THAT(junit(failed), ::testing::HasSubstr("tests=\"1\" failures=\"0\" errors=\"1\""));
  EXPECT_THAT(junit(failed),
              ::testing::HasSubstr("<error type=\"error\" message=\"no &lt;data&gt; in"));
}

TEST(Junit, HasNoControlCharacters) {
  EXPECT_THAT(junit({.command = "eval", .subject = "a\x01\nb"}), ::testing::HasSubstr("a  b\""));
}

}  // namespace
}  // namespace maas::report
