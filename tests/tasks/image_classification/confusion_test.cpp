#include "tasks/image_classification/confusion.h"

#include "support/support.h"

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
  EXPECT_DOUBLE_EQ(metrics.at("recall.b"), 1);
  EXPECT_DOUBLE_EQ(metrics.at("f1.b"), 0.8);
  EXPECT_DOUBLE_EQ(metrics.at("precision.macro"), (3.0 / 4 + 2.0 / 3) / 3);
  EXPECT_DOUBLE_EQ(metrics.at("recall.macro"), (3.0 / 4 + 1) / 3);
  EXPECT_DOUBLE_EQ(metrics.at("f1.macro"), (3.0 / 4 + 4.0 / 5) / 3);
}

}  // namespace
}  // namespace maas::tasks
