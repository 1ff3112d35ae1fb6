#include "compress/prune/unit_importance.h"

#include <ATen/ops/tensor.h>

#include "compress/networks.h"
#include "compress/prune/magnitude/magnitude.h"
#include "graph/trace.h"
#include "support/support.h"

namespace maas::pruners {
namespace {

using testing::ElementsAre;

/// Two layers of two units: rows of norms 3 and 1, and of 200 and 600.
std::vector<std::vector<double>> importance(const std::string& scope) {
  const tensor::NamedTensors weights = {
      {"a.weight", at::tensor({0.0f, -3.0f, 1.0f, 0.0f}).view({2, 2})},
      {"b.weight", at::tensor({200.0f, 600.0f}).view({2, 1})}};
  const std::vector<CoupledUnits> groups = {{.layers = {"a"}, .units = 2},
                                            {.layers = {"b"}, .units = 2}};
  return unit_importance(groups, weights, *make_magnitude({.scope = scope}));
}

TEST(UnitImportance, IsTheNormOverTheLayersMeanWhereLayersCompete) {
  const auto values = importance("global");
  EXPECT_THAT(values[0], ElementsAre(1.5, 0.5));
  EXPECT_THAT(values[1], ElementsAre(0.5, 1.5));
}

TEST(UnitImportance, IsTheRankWhereEachLayerLosesTheSameShare) {
  const auto values = importance("layer");
  EXPECT_THAT(values[0], ElementsAre(1, 0.5));
  EXPECT_THAT(values[1], ElementsAre(0.5, 1));
}

TEST(UnitImportance, OfCoupledLayersCountsBoth) {
  const tensor::NamedTensors weights = {{"a.weight", at::tensor({3.0f, 1.0f}).view({2, 1})},
                                        {"b.weight", at::tensor({4.0f, 0.0f}).view({2, 1})}};
  const auto values = unit_importance({{.layers = {"a", "b"}, .units = 2}}, weights,
                                      *make_magnitude({.scope = "global"}));
  EXPECT_DOUBLE_EQ(values[0][0] / values[0][1], 5);
}

TEST(UnitImportance, OfALayerOfZerosIsZero) {
  const tensor::NamedTensors weights = {{"a.weight", at::zeros({2, 3})}};
  const auto values = unit_importance({{.layers = {"a"}, .units = 2}}, weights,
                                      *make_magnitude({.scope = "global"}));
  EXPECT_THAT(values[0], ElementsAre(0, 0));
}

class RemovableUnits : public testing::Test {
 protected:
  std::vector<std::string> layers(UnitKinds kinds, const std::vector<std::string>& ignore = {}) {
    const auto graph = graph::trace(
        *network_, [this](const at::Tensor& x) { return network_->forward(x); }, {1, 28, 28});
    std::vector<std::string> names;
    for (const auto& group : removable_units(graph::coupled_units(graph), kinds,
                                             compress::layers_of(*network_, ignore))) {
      names.push_back(group.layers.front());
    }
    return names;
  }

 private:
  std::shared_ptr<models::Network> network_ = test::lenet();
};

TEST_F(RemovableUnits, AreChannelsOfConvolutions) {
  EXPECT_THAT(layers({.channels = true}), ElementsAre("conv1", "conv2"));
}

TEST_F(RemovableUnits, AreNeuronsOfHiddenLayersAndNotTheOutputs) {
  EXPECT_THAT(layers({.neurons = true}), ElementsAre("fc1", "fc2"));
}

TEST_F(RemovableUnits, AreNotThoseOfAnIgnoredLayerNorItsInputs) {
  EXPECT_THAT(layers({.channels = true, .neurons = true}, {"fc2"}), ElementsAre("conv1", "conv2"));
}

}  // namespace
}  // namespace maas::pruners
