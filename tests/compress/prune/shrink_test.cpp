#include "compress/prune/shrink.h"

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/allclose.h>
#include <ATen/ops/rand.h>

#include "base/hashing.h"
#include "compress/networks.h"
#include "compress/prune/unit_importance.h"
#include "graph/trace.h"
#include "inference/model.h"
#include "models/lenet/lenet.h"
#include "support/support.h"
#include "tensor/network_state.h"

namespace maas::pruners {
namespace {

/// A lenet, its removable units, and some of them kept.
class ShrunkLenet : public testing::TestWithParam<std::uint64_t> {
 protected:
  ShrunkLenet() {
    const at::NoGradGuard no_grad;
    for (auto& parameter : network_->named_parameters()) {
      if (parameter.value().dim() == 1) parameter.value().fill_(0.1);
    }
    const auto graph = graph::trace(
        *network_, [this](const at::Tensor& x) { return network_->forward(x); }, {1, 28, 28});
    layers_ = compress::layers_of(*network_, {});
    groups_ = removable_units(graph::coupled_units(graph), {true, true}, layers_);
    base::Random random(GetParam());
    for (const CoupledUnits& group : groups_) {
      kept_.emplace_back();
      for (std::int64_t unit = 0; unit < group.units; ++unit) {
        const bool stays = random.below(2) == 0 || unit + 1 == group.units;
        if (stays) kept_.back().insert(static_cast<std::size_t>(unit));
      }
    }
  }

  ShrunkNetwork shrunk() const {
    return shrink(groups_, kept_, layers_, tensor::state_of(*network_).all());
  }

  /// The network of the new widths with the weights that are left.
  std::shared_ptr<models::Network> rebuilt() const {
    const ShrunkNetwork result = shrunk();
    const AnyOptions options = network_->resized(result.widths);
    auto network = models::make_lenet(test::kPictures, options.as<models::LenetOptions>());
    for (const auto& [name, tensor] : result.weights) {
      test::parameter(*network, name).copy_(tensor);
    }
    network->eval();
    return network;
  }

  /// The outputs of the whole network when the removed units give nothing.
  at::Tensor silenced_outputs(const at::Tensor& input) const {
    for (std::size_t group = 0; group < groups_.size(); ++group) {
      for (std::int64_t unit = 0; unit < groups_[group].units; ++unit) {
        if (kept_[group].contains(static_cast<std::size_t>(unit))) continue;
        const std::string layer = groups_[group].layers.front();
        test::parameter(*network_, layer + ".weight")[unit].zero_();
        test::parameter(*network_, layer + ".bias")[unit].zero_();
      }
    }
    return network_->forward(input);
  }

  std::shared_ptr<models::Network> network_ = test::lenet(GetParam());
  std::vector<compress::Layer> layers_;
  std::vector<CoupledUnits> groups_;
  KeptUnits kept_;
};

TEST_P(ShrunkLenet, ComputesWhatTheWholeOneDoesWithoutTheRemovedUnits) {
  const at::NoGradGuard no_grad;
  const at::Tensor input = at::rand({3, 1, 28, 28}, at::detail::createCPUGenerator(GetParam()));
  const at::Tensor small = rebuilt()->forward(input);
  EXPECT_TRUE(at::allclose(small, silenced_outputs(input), 1e-4, 1e-4));
}

TEST_P(ShrunkLenet, TellsBytesThatAddUpToItsTensors) {
  const ShrunkNetwork result = shrunk();
  std::int64_t told = 0;
  for (const LayerChange& change : result.changes) told += change.bytes_after;
  std::int64_t held = 0;
  for (const auto& [name, tensor] : result.weights) {
    held += static_cast<std::int64_t>(tensor.nbytes());
  }
  EXPECT_EQ(told, held);
}

TEST_P(ShrunkLenet, TellsTheNormOfWhatIsGone) {
  const ShrunkNetwork result = shrunk();
  for (std::size_t i = 0; i < layers_.size(); ++i) {
    const double before = compress::frobenius_norm(layers_[i].weight);
    const double after =
        compress::frobenius_norm(compress::find_tensor(result.weights, layers_[i].weight_name()));
    EXPECT_NEAR(std::pow(result.changes[i].error * before, 2), before * before - after * after,
                1e-6 * before * before);
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, ShrunkLenet, testing::Range<std::uint64_t>(0, 10));

class Changes : public testing::Test {
 protected:
  /// Keeps two channels of conv1 and three neurons of fc1.
  static std::vector<std::string> changes() {
    const auto network = test::lenet();
    const std::vector<CoupledUnits> groups = {
        {.layers = {"conv1"},
         .units = 6,
         .is_convolution = true,
         .slices = {{"conv1.weight", 0, 1}, {"conv1.bias", 0, 1}, {"conv2.weight", 1, 1}}},
        {.layers = {"fc2"},
         .units = 84,
         .slices = {{"fc2.weight", 0, 1}, {"fc2.bias", 0, 1}, {"fc3.weight", 1, 1}}}};
    std::vector<std::string> words;
    for (const LayerChange& change :
         shrink(groups, {{0, 5}, {1, 2, 3}}, compress::layers_of(*network, {}),
                tensor::state_of(*network).all())
             .changes) {
      words.push_back(change.change);
    }
    return words;
  }
};

TEST_F(Changes, AreToldInTheTermsOfTheLayer) {
  EXPECT_THAT(changes(), testing::ElementsAre("6 -> 2 channels", "6 -> 2 inputs", "kept",
                                              "84 -> 3 neurons", "84 -> 3 inputs"));
}

}  // namespace
}  // namespace maas::pruners
