#include "tasks/tabular_classification/tabular_classification.h"

#include "support/memory_rows.h"
#include "support/support.h"

namespace maas::tasks {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;

std::vector<std::string> inputs_of(const Task& task) {
  std::vector<std::string> names;
  for (const TensorSpec& input : task.encoder().inputs()) names.push_back(input.name);
  return names;
}

TEST(TabularClassification, LearnsFromAllColumnsButTheTarget) {
  const auto rows = test::flats(40).label_by("kind");
  const auto task = make_tabular_classification({.train = &rows}, {});
  EXPECT_THAT(inputs_of(*task), ElementsAre("area", "floor", "door", "price"));
  EXPECT_EQ(task->problem().outputs, 3);
}

TEST(TabularClassification, LeavesOutWhatItIsToldTo) {
  const auto rows = test::flats(40).label_by("kind");
  const auto task = make_tabular_classification(
      {.train = &rows}, {{.target = {}, .ignore = {"price"}, .categories = {"door"}}});
  EXPECT_THAT(inputs_of(*task), ElementsAre("area", "floor", "door"));
  EXPECT_EQ(task->encoder().inputs().back().datatype, "BYTES");
}

TEST(TabularClassification, IsJudgedByTheAreaUnderTheRocCurveToo) {
  const auto rows = test::flats(40).label_by("kind");
  EXPECT_THAT(make_tabular_classification({.train = &rows}, {})->metric_names(), Contains("auc"));
}

TEST(TabularClassification, RefusesATargetThatIsAQuantity) {
  const auto rows = test::flats(40).predict("price");
  EXPECT_ERROR(make_tabular_classification({.train = &rows}, {}), kInvalidRecipe,
               "task.target: the values of 'price' are too many to be classes");
}

TEST(TabularClassification, RefusesOneClass) {
  const auto rows = test::flats(40, /*classes=*/1).label_by("kind");
  EXPECT_ERROR(make_tabular_classification({.train = &rows}, {}), kInvalidRecipe,
               "at least 2 classes, the data have 1");
}

}  // namespace
}  // namespace maas::tasks
