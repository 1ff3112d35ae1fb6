#include "compress/prune/sparsity.h"

#include <cmath>

#include <ATen/core/grad_mode.h>
#include <ATen/ops/equal.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/tensor.h>

#include "compress/networks.h"
#include "compress/prune/magnitude/magnitude.h"
#include "support/support.h"

namespace maas::pruners {
namespace {

compress::Layer layer(const std::vector<float>& weights) {
  return {.name = "layer", .weight = at::tensor(weights).unsqueeze(0)};  // [1, weights]
}

std::vector<Zeros> choose(const std::vector<compress::Layer>& layers, double sparsity,
                          const std::string& scope) {
  return choose_zeros(layers, *make_magnitude({.scope = scope}), sparsity);
}

std::int64_t count(const Zeros& zeros) {
  return zeros.mask.sum().item<std::int64_t>();
}

at::Tensor row(const std::vector<int>& values) {
  return at::tensor(values).to(at::kBool).unsqueeze(0);
}

TEST(Sparsity, TakesTheWeightsOfSmallestMagnitude) {
  const auto zeros = choose({layer({-3, 0.5f, 2, -0.1f})}, 0.5, "layer");
  EXPECT_TRUE(at::equal(zeros[0].mask, row({0, 1, 0, 1})));
}

TEST(Sparsity, TakesTheFirstOfEqualWeights) {
  const auto zeros = choose({layer({1, -1, 1, -1, 1})}, 0.4, "layer");
  EXPECT_TRUE(at::equal(zeros[0].mask, row({1, 1, 0, 0, 0})));
}

TEST(Sparsity, RoundsTheNumberOfZeros) {
  EXPECT_EQ(count(choose({layer({1, 2, 3})}, 0.5, "layer")[0]), 2);
  EXPECT_EQ(count(choose({layer({1, 2, 3})}, 0.49, "layer")[0]), 1);
}

TEST(Sparsity, OfTheLayerTakesTheSameShareEverywhere) {
  const auto zeros = choose({layer({1, 2, 3, 4}), layer({100, 200})}, 0.5, "layer");
  EXPECT_EQ(count(zeros[0]), 2);
  EXPECT_EQ(count(zeros[1]), 1);
}

TEST(Sparsity, OfTheWholeTakesTheSmallestWhereverTheyAre) {
  const auto zeros = choose({layer({1, 2, 3, 4}), layer({100, 200})}, 0.5, "global");
  EXPECT_EQ(count(zeros[0]), 3);
  EXPECT_EQ(count(zeros[1]), 0);
}

TEST(Sparsity, PassesIgnoredLayersOver) {
  auto ignored = layer({0.1f, 0.2f});
  ignored.ignored = true;
  const auto zeros = choose({ignored, layer({1, 2})}, 0.5, "global");
  ASSERT_EQ(zeros.size(), 1);
  EXPECT_TRUE(at::equal(zeros[0].mask, row({1, 0})));
}

TEST(Sparsity, OfNoLayersIsNothing) {
  EXPECT_TRUE(choose({}, 0.5, "global").empty());
}

TEST(Zeros, ReplaceWeightsThatTrainingHasMovedOrBroken) {
  const auto zeros = choose({layer({1, 2, 3, 4})}, 0.5, "layer");
  zeros[0].weight.fill_(-7);
  zeros[0].weight.view(-1)[0].fill_(std::nan(""));
  KeepZeros(zeros).after_step();
  EXPECT_TRUE(at::equal(zeros[0].weight, at::tensor({0.0f, 0.0f, -7.0f, -7.0f}).unsqueeze(0)));
}

TEST(Zeros, ReachTheNetworkAndSpareItsBiases) {
  const auto network = test::mlp();
  const at::NoGradGuard no_grad;
  test::parameter(*network, "hidden1.bias").fill_(1e-9);
  for (const Zeros& zeros : choose(compress::layers_of(*network, {}), 0.9, "global")) zeros.apply();
  EXPECT_EQ(test::parameter(*network, "hidden1.bias").count_nonzero().item<std::int64_t>(), 8);
}

class SparsityOfSeed : public testing::TestWithParam<std::uint64_t> {};

TEST_P(SparsityOfSeed, IsExactOverTheWholeNetwork) {
  const auto network = test::mlp(GetParam());
  const auto layers = compress::layers_of(*network, {});
  const double sparsity = 0.03 + 0.045 * static_cast<double>(GetParam());
  std::int64_t chosen = 0;
  for (const Zeros& zeros : choose(layers, sparsity, "global")) chosen += count(zeros);
  EXPECT_EQ(chosen, std::llround(sparsity * (8 * 6 + 5 * 8 + 4 * 5)));
}

TEST_P(SparsityOfSeed, LeavesNoSmallerWeightThanItTakes) {
  const auto network = test::mlp(GetParam());
  double largest_taken = 0;
  double smallest_left = INFINITY;
  for (const Zeros& zeros : choose(compress::layers_of(*network, {}), 0.4, "global")) {
    const at::Tensor size = zeros.weight.detach().abs();
    largest_taken = std::max(largest_taken, size.masked_fill(~zeros.mask, 0).max().item<double>());
    smallest_left = std::min(smallest_left, size.masked_fill(zeros.mask, 1e9).min().item<double>());
  }
  EXPECT_LE(largest_taken, smallest_left);
}

INSTANTIATE_TEST_SUITE_P(Seeds, SparsityOfSeed, testing::Range<std::uint64_t>(0, 20));

}  // namespace
}  // namespace maas::pruners
