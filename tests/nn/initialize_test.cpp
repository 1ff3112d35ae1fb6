#include "nn/initialize.h"

#include <cmath>

#include <ATen/ops/equal.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/zeros.h>
#include <ATen/ops/zeros_like.h>

#include "nn/conv2d.h"
#include "nn/linear.h"
#include "support/support.h"

namespace maas::nn {
namespace {

constexpr std::int64_t kInputs = 400;
constexpr std::int64_t kOutputs = 250;
constexpr std::int64_t kChannels = 16;
constexpr std::int64_t kMaps = 48;
constexpr std::int64_t kKernel = 5;

/// One layer of each kind; `extra` adds another before them.
struct Layers : torch::nn::Module {
  explicit Layers(bool extra = false) {
    if (extra) register_module("first", std::make_shared<Linear>(3, 3));
    linear = register_module("linear", std::make_shared<Linear>(kInputs, kOutputs));
    conv = register_module("conv", std::make_shared<Conv2d>(Conv2dShape{
                                       .inputs = kChannels, .outputs = kMaps, .kernel = kKernel}));
    twin = register_module("twin", std::make_shared<Linear>(kInputs, kOutputs));
  }
  std::shared_ptr<Linear> linear;
  std::shared_ptr<Conv2d> conv;
  std::shared_ptr<Linear> twin;
};

Layers initialized(const std::string& scheme, std::uint64_t seed = 1, bool extra = false) {
  Layers layers(extra);
  initialize(layers, scheme, seed);
  return layers;
}

void expect_mean_and_variance(const at::Tensor& weight, double variance) {
  const auto count = static_cast<double>(weight.numel());
  EXPECT_NEAR(weight.mean().item<double>(), 0, 5 * std::sqrt(variance / count));
  // Five standard deviations of a normal sample's variance, which a uniform one's is below.
  EXPECT_NEAR(weight.var().item<double>(), variance, 5 * variance * std::sqrt(2 / count));
}

void expect_within(const at::Tensor& values, double bound) {
  const auto largest = values.abs().max().item<double>();
  EXPECT_LE(largest, bound * (1 + 1e-6));
  EXPECT_GT(largest, 0.9 * bound);
}

TEST(Initialize, KaimingHasAVarianceOfTwoOverTheFanIn) {
  const Layers layers = initialized("kaiming");
  expect_mean_and_variance(layers.linear->weight, 2.0 / kInputs);
  expect_mean_and_variance(layers.conv->weight, 2.0 / (kChannels * kKernel * kKernel));
}

TEST(Initialize, XavierIsUniformByBothFans) {
  const Layers layers = initialized("xavier");
  const double linear = 6.0 / (kInputs + kOutputs);
  const double conv = 6.0 / ((kChannels + kMaps) * kKernel * kKernel);
  expect_within(layers.linear->weight, std::sqrt(linear));
  expect_mean_and_variance(layers.linear->weight, linear / 3);
  expect_within(layers.conv->weight, std::sqrt(conv));
  expect_mean_and_variance(layers.conv->weight, conv / 3);
}

TEST(Initialize, RandomIsUniformByTheFanInForBiasesToo) {
  const Layers layers = initialized("random");
  const double bound = 1 / std::sqrt(kInputs);
  expect_within(layers.linear->weight, bound);
  expect_mean_and_variance(layers.linear->weight, bound * bound / 3);
  expect_within(layers.linear->bias, bound);
  expect_within(layers.conv->bias, 1 / std::sqrt(kChannels * kKernel * kKernel));
}

TEST(Initialize, LeavesBiasesAtZero) {
  for (const char* scheme : {"kaiming", "xavier"}) {
    const Layers layers = initialized(scheme);
    EXPECT_TRUE(at::equal(layers.linear->bias, at::zeros_like(layers.linear->bias))) << scheme;
  }
}

TEST(Initialize, DrawsTheSameForTheSameSeed) {
  for (const char* scheme : {"kaiming", "xavier", "random"}) {
    EXPECT_TRUE(
        at::equal(initialized(scheme, 3).conv->weight, initialized(scheme, 3).conv->weight));
    EXPECT_FALSE(
        at::equal(initialized(scheme, 3).conv->weight, initialized(scheme, 4).conv->weight));
  }
}

TEST(Initialize, DrawsALayerAlikeWhateverStandsBeforeIt) {
  for (const char* scheme : {"kaiming", "xavier", "random"}) {
    EXPECT_TRUE(at::equal(initialized(scheme, 3, true).linear->weight,
                          initialized(scheme, 3, false).linear->weight));
  }
}

TEST(Initialize, DrawsLayersOfOtherNamesDifferently) {
  const Layers layers = initialized("kaiming");
  EXPECT_FALSE(at::equal(layers.linear->weight, layers.twin->weight));
}

/// A norm: its parameters have one dimension.
struct Norm : torch::nn::Module {
  Norm()
      : weight(register_parameter("weight", at::ones({4}))),
        bias(register_parameter("bias", at::zeros({4}))) {}
  at::Tensor weight;
  at::Tensor bias;
};

struct NormedLayer : torch::nn::Module {
  NormedLayer() {
    linear = register_module("linear", std::make_shared<Linear>(3, 4));
    norm = register_module("norm", std::make_shared<Norm>());
  }
  std::shared_ptr<Linear> linear;
  std::shared_ptr<Norm> norm;
};

TEST(Initialize, LeavesANormAsItWasBuilt) {
  for (const char* scheme : {"kaiming", "xavier", "random"}) {
    NormedLayer layers;
    initialize(layers, scheme, 1);
    EXPECT_TRUE(at::equal(layers.norm->weight, at::ones({4}))) << scheme;
    EXPECT_TRUE(at::equal(layers.norm->bias, at::zeros({4}))) << scheme;
  }
}

TEST(Initialize, RefusesAnUnknownScheme) {
  Layers layers;
  EXPECT_ERROR(initialize(layers, "orthogonal", 1), kInvalidRecipe,
               "unknown initialisation 'orthogonal'");
}

}  // namespace
}  // namespace maas::nn
