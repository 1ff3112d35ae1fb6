#include "maas/metric_spec.h"

#include "support/support.h"

namespace maas {
namespace {

const MetricSpecs kSpecs = {{.name = "acc", .is_shown = true},
                            {.name = "loss", .larger_is_better = false, .is_shown = true},
                            {.name = "top*"},
                            {.name = "f1[*]"}};

TEST(MetricSpec, IsFoundByItsNameOrPattern) {
  EXPECT_EQ(find_metric(kSpecs, "loss")->larger_is_better, false);
  EXPECT_EQ(find_metric(kSpecs, "top5")->name, "top*");
  EXPECT_EQ(find_metric(kSpecs, "f1[T-shirt/top]")->name, "f1[*]");
  EXPECT_EQ(find_metric(kSpecs, "f1[shirt"), nullptr);
  EXPECT_EQ(find_metric(kSpecs, "accuracy"), nullptr);
}

TEST(MetricSpec, IsShownWhereThereIsRoomForFew) {
  EXPECT_THAT(shown_metrics(kSpecs), ::testing::ElementsAre("acc", "loss"));
}

}  // namespace
}  // namespace maas
