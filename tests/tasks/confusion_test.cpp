#include "tasks/confusion.h"

#include "base/hashing.h"
#include "support/support.h"
#include "tasks/intervals.h"

namespace maas::tasks {
namespace {

using ::testing::ElementsAre;

/// Truth a: 3 as a, 1 as b. Truth b: 2 as b. Truth c: 1 as a. Nothing is taken for c.
Confusion example() {
  Confusion confusion(3);
  for (int i = 0; i < 3; ++i) confusion.add(0, 0);
  confusion.add(0, 1);
  for (int i = 0; i < 2; ++i) confusion.add(1, 1);
  confusion.add(2, 0);
  return confusion;
}

TEST(Confusion, CountsByTruthThenPrediction) {
  EXPECT_THAT(example().counts(),
              ElementsAre(ElementsAre(3, 1, 0), ElementsAre(0, 2, 0), ElementsAre(1, 0, 0)));
}

TEST(Confusion, GivesPrecisionRecallAndF1OfEachClass) {
  const auto classes = example().by_class({"a", "b", "c"});
  EXPECT_EQ(classes[0].label, "a");
  EXPECT_DOUBLE_EQ(classes[0].precision, 3.0 / 4);
  EXPECT_DOUBLE_EQ(classes[0].recall, 3.0 / 4);
  EXPECT_DOUBLE_EQ(classes[0].f1, 3.0 / 4);
  EXPECT_EQ(classes[0].support, 4);
  EXPECT_DOUBLE_EQ(classes[1].precision, 2.0 / 3);
  EXPECT_DOUBLE_EQ(classes[1].recall, 1);
  EXPECT_DOUBLE_EQ(classes[1].f1, 4.0 / 5);
}

TEST(Confusion, CountsARatioWithoutADenominatorAsZero) {
  const auto classes = example().by_class({"a", "b", "c"});
  EXPECT_EQ(classes[2].precision, 0);
  EXPECT_EQ(classes[2].recall, 0);
  EXPECT_EQ(classes[2].f1, 0);
}

TEST(ClassMetrics, AreNamedByClassAndAveragedPlainly) {
  std::map<std::string, double> metrics;
  add_metrics(example().by_class({"a", "b", "c"}), metrics);
  EXPECT_DOUBLE_EQ(metrics.at("recall[b]"), 1);
  EXPECT_DOUBLE_EQ(metrics.at("f1[b]"), 0.8);
  EXPECT_DOUBLE_EQ(metrics.at("precision.macro"), (3.0 / 4 + 2.0 / 3) / 3);
  EXPECT_DOUBLE_EQ(metrics.at("recall.macro"), (3.0 / 4 + 1) / 3);
  EXPECT_DOUBLE_EQ(metrics.at("f1.macro"), (3.0 / 4 + 4.0 / 5) / 3);
}

/// Resampling the samples one by one, as the cells stand for.
Interval naive_f1_interval(const Confusion& confusion) {
  std::vector<std::pair<std::int64_t, std::int64_t>> samples;
  const auto size = static_cast<std::int64_t>(confusion.counts().size());
  for (std::int64_t truth = 0; truth < size; ++truth) {
    for (std::int64_t predicted = 0; predicted < size; ++predicted) {
      const auto& row = confusion.counts()[static_cast<std::size_t>(truth)];
      for (std::int64_t i = 0; i < row[static_cast<std::size_t>(predicted)]; ++i) {
        samples.emplace_back(truth, predicted);
      }
    }
  }
  base::Random random(7);
  std::vector<double> values;
  for (int round = 0; round < 2000; ++round) {
    Confusion drawn(static_cast<std::size_t>(size));
    for (std::size_t i = 0; i < samples.size(); ++i) {
      const auto& [truth, predicted] = samples[random.below(samples.size())];
      drawn.add(truth, predicted);
    }
    std::map<std::string, double> metrics;
    add_metrics(drawn.by_class({"a", "b", "c"}), metrics);
    values.push_back(metrics.at("f1.macro"));
  }
  return percentile_interval(std::move(values));
}

TEST(MacroIntervals, AreThoseOfResamplingTheSamplesOneByOne) {
  base::Random random(1);
  Confusion confusion(3);
  for (int i = 0; i < 300; ++i) {
    const auto truth = static_cast<std::int64_t>(random.below(3));
    confusion.add(truth,
                  random.uniform() < 0.8 ? truth : static_cast<std::int64_t>(random.below(3)));
  }
  const Interval expected = naive_f1_interval(confusion);
  const Interval interval = macro_intervals(confusion).at("f1.macro");
  EXPECT_NEAR(interval[0], expected[0], 0.01);
  EXPECT_NEAR(interval[1], expected[1], 0.01);
}

TEST(MacroIntervals, HoldTheMetricItself) {
  std::map<std::string, double> metrics;
  add_metrics(example().by_class({"a", "b", "c"}), metrics);
  for (const auto& [name, interval] : macro_intervals(example())) {
    EXPECT_LE(interval[0], metrics.at(name)) << name;
    EXPECT_GE(interval[1], metrics.at(name)) << name;
  }
}

TEST(ClassMetrics, OfAClassCalledMacroLeaveTheAverageAsItIs) {
  std::map<std::string, double> plain;
  std::map<std::string, double> metrics;
  add_metrics(example().by_class({"a", "b", "c"}), plain);
  add_metrics(example().by_class({"macro", "b", "c"}), metrics);
  for (const std::string metric : {"precision", "recall", "f1"}) {
    EXPECT_DOUBLE_EQ(metrics.at(metric + ".macro"), plain.at(metric + ".macro"));
    EXPECT_DOUBLE_EQ(metrics.at(metric + "[macro]"), plain.at(metric + "[a]"));
  }
}

}  // namespace
}  // namespace maas::tasks
