#include "tuning/metric.h"

#include <cmath>
#include <fstream>
#include <limits>

#include "support/support.h"

namespace maas::tuning {
namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
const Metric kAcc{"valid", "acc"};
const Metric kLoss{"valid", "loss", /*larger_is_better=*/false};
const MetricSpecs kTask = {{.name = "acc", .is_shown = true},
                           {.name = "loss", .larger_is_better = false, .is_shown = true},
                           {.name = "f1.macro"}};

TEST(Metric, IsReadAsSplitAndName) {
  EXPECT_EQ(parse_metric("valid.loss", kTask).name, "loss");
  EXPECT_EQ(parse_metric("train.loss", kTask).split, "train");
}

TEST(Metric, IsTheHeadlineOfTheTaskUnlessSaid) {
  EXPECT_EQ(parse_metric("auto", kTask).text(), "valid.acc");
  EXPECT_TRUE(parse_metric("auto", kTask).larger_is_better);
  EXPECT_FALSE(parse_metric("valid.loss", kTask).larger_is_better);
}

TEST(Metric, ThatNoRunRecordsIsRefused) {
  EXPECT_ERROR(parse_metric("valid.f1.macro", kTask), kUsage, "unknown metric 'valid.f1.macro'");
}

TEST(Metric, OfALossIsBetterWhenSmaller) {
  EXPECT_TRUE(kLoss.better(0.1, 0.2));
  EXPECT_TRUE(kAcc.better(0.2, 0.1));
  EXPECT_FALSE(kAcc.better(0.2, 0.2));
}

TEST(Metric, ThatIsNotFiniteIsWorseThanAnyOther) {
  EXPECT_TRUE(kLoss.better(100, kNan));
  EXPECT_FALSE(kLoss.better(kNan, 100));
  EXPECT_FALSE(kLoss.better(kNan, kNan));
}

class Measurements : public ::testing::Test {
 protected:
  std::vector<Measurement> read(const std::string& text) const {
    std::ofstream(folder_ / "metrics.jsonl") << text;
    return read_measurements(folder_ / "metrics.jsonl", kAcc);
  }

  test::TemporaryDirectory folder_;
};

TEST_F(Measurements, AreThoseOfTheSplitAndName) {
  const auto all = read(R"({"t":1,"step":9,"epoch":0.5,"split":"train","name":"acc","value":0.1}
{"t":1,"step":10,"epoch":1,"split":"valid","name":"loss","value":0.7}
{"t":1,"step":10,"epoch":1,"split":"valid","name":"acc","value":0.8}
)");
  ASSERT_EQ(all.size(), 1);
  EXPECT_EQ(all[0].step, 10);
  EXPECT_EQ(all[0].value, 0.8);
}

TEST_F(Measurements, LeaveOutALineThatIsStillBeingWritten) {
  EXPECT_TRUE(read(R"({"step":10,"epoch":1,"split":"valid","name":"acc","value":0.8)").empty());
}

TEST_F(Measurements, KeepAValueThatIsNotFinite) {
  const auto all =
      read("{\"step\":1,\"epoch\":1,\"split\":\"valid\",\"name\":\"acc\",\"value\":null}\n");
  ASSERT_EQ(all.size(), 1);
  EXPECT_TRUE(std::isnan(all[0].value));
}

TEST_F(Measurements, OfARunThatHasNotBegunAreNone) {
  EXPECT_TRUE(read_measurements(folder_ / "none.jsonl", kAcc).empty());
}

const std::vector<Measurement> kCourse = {{10, 1, 0.7}, {20, 2, 0.9}, {30, 3, 0.8}};

TEST(Judging, TakesTheLastMeasurementOrTheBest) {
  EXPECT_EQ((Judge{kAcc, false}.at_end(kCourse)->value), 0.8);
  EXPECT_EQ((Judge{kAcc, true}.at_end(kCourse)->value), 0.9);
  EXPECT_EQ((Judge{kLoss, true}.at_end(kCourse)->value), 0.7);
}

TEST(Judging, AtALengthTakesTheFirstMeasurementBehindIt) {
  const Judge judge{kAcc, false};
  EXPECT_EQ(judge.at(1.5, kCourse)->value, 0.9);
  EXPECT_EQ(judge.at(3, kCourse)->value, 0.8);
  EXPECT_FALSE(judge.at(3.1, kCourse));
}

TEST(Judging, AtALengthTakesTheBestSoFar) {
  EXPECT_EQ((Judge{kAcc, true}.at(3, kCourse)->value), 0.9);
  EXPECT_EQ((Judge{kAcc, true}.at(1, kCourse)->value), 0.7);
}

TEST(Judging, CountsALengthInSteps) {
  EXPECT_EQ((Judge{kAcc, false, Span::Unit::kStep}.at(15, kCourse)->value), 0.9);
}

}  // namespace
}  // namespace maas::tuning
