#include "pipelines/judging/plain.h"

#include "support/support.h"

namespace maas::pipelines {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const MetricSpecs kSpecs = {{.name = "mase", .larger_is_better = false},
                            {.name = "naive_mase", .larger_is_better = false},
                            {.name = "ndcg@10"},
                            {.name = "popularity_ndcg@10"}};

TEST(WorseThanPlain, NamesWhatTheModelDoesNotReach) {
  EXPECT_THAT(
      worse_than_plain(kSpecs, {{"mase", 119.6}, {"naive_mase", 0.9975}}),
      ElementsAre(HasSubstr("mase of 119.6 is worse than the 0.9975 of the seasonal naive")));
  EXPECT_THAT(worse_than_plain(kSpecs, {{"ndcg@10", 0.107}, {"popularity_ndcg@10", 0.131}}),
              ElementsAre(HasSubstr("ndcg@10 of 0.107 is worse than the 0.131 of the list")));
}

TEST(WorseThanPlain, IsSilentOfWhatIsBetterOrHasNoSuchMetric) {
  EXPECT_THAT(worse_than_plain(kSpecs, {{"mase", 0.5}, {"naive_mase", 0.9975}}), IsEmpty());
  EXPECT_THAT(worse_than_plain(kSpecs, {{"mase", 0.5}, {"naive_acc", 1}}), IsEmpty());
}

}  // namespace
}  // namespace maas::pipelines
