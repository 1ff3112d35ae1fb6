#include <ATen/CPUGeneratorImpl.h>
#include <ATen/ops/randn.h>

#include "compress/prune/registry.h"
#include "maas/catalog.h"
#include "support/support.h"

/// What every pruning method promises.
namespace maas::pruners {
namespace {

class EveryPruner : public testing::TestWithParam<std::string> {
 protected:
  const Card& card() const { return catalog().at(Registry::kPruner, GetParam()); }
  at::Tensor importance(const at::Tensor& weight) const {
    return factories().make({card().name, card().options})->importance(weight);
  }
  at::Tensor weight() const { return at::randn({6, 3, 5, 5}, at::detail::createCPUGenerator(7)); }
};

TEST_P(EveryPruner, SupportsKindsOfPruningThatExist) {
  EXPECT_FALSE(card().supports.empty());
  for (const std::string& kind : card().supports) {
    EXPECT_THAT(kind, testing::AnyOf("unstructured", "structured"));
  }
}

TEST_P(EveryPruner, JudgesEachWeight) {
  EXPECT_EQ(importance(weight()).sizes(), weight().sizes());
}

TEST_P(EveryPruner, GivesNoNegativeImportance) {
  EXPECT_GE(importance(weight()).min().item<float>(), 0);
}

TEST_P(EveryPruner, LeavesTheGivenWeightAsItIs) {
  const at::Tensor w = weight();
  const at::Tensor copy = w.clone();
  importance(w);
  EXPECT_TRUE(w.equal(copy));
}

INSTANTIATE_TEST_SUITE_P(Registry, EveryPruner,
                         testing::ValuesIn(catalog().names(Registry::kPruner)));

}  // namespace
}  // namespace maas::pruners
