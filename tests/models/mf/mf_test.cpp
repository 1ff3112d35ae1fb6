#include "models/mf/mf.h"

#include <ATen/core/grad_mode.h>
#include <ATen/ops/allclose.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/equal.h>
#include <ATen/ops/randn.h>
#include <ATen/ops/tensor.h>

#include "nn/initialize.h"
#include "support/support.h"

namespace maas::models {
namespace {

const Problem kNumbers{.input = {}, .vocabulary = 4, .outputs = 1, .items = 5};
const Problem kOrder{.input = {}, .vocabulary = 4, .outputs = 5, .items = 5};

std::shared_ptr<Network> mf(const Problem& problem, const MfOptions& options = {.factors = 3}) {
  auto network = make_mf(problem, options);
  nn::initialize(*network, "random", 1);
  const at::NoGradGuard no_grad;
  for (auto& parameter : network->named_parameters(/*recurse=*/false)) {
    parameter.value().copy_(at::randn(parameter.value().sizes()));
    parameter.value()[0].zero_();
  }
  network->eval();
  return network;
}

tensor::Batch batch(const at::Tensor& users) {
  return {.parts = {{tensor::part::kUsers, users}}, .samples = users.size(0), .weight = 1};
}

tensor::Batch batch(const at::Tensor& users, const at::Tensor& items) {
  tensor::Batch both = batch(users);
  both.parts.emplace_back(tensor::part::kItems, items);
  return both;
}

at::Tensor numbers(std::initializer_list<std::int64_t> values) {
  return at::tensor(std::vector<std::int64_t>(values));
}

TEST(Mf, AddsBiasesAndTheProductOfFactors) {
  const auto network = mf(kNumbers);
  const auto weights = network->named_parameters();
  const at::Tensor output = network->forward(batch(numbers({2, 3}), numbers({1, 4})));
  ASSERT_EQ(output.sizes(), (std::vector<std::int64_t>{2, 1}));
  const at::Tensor expected = (weights["users.weight"][2] * weights["items.weight"][1]).sum() +
                              weights["user_bias"][2] + weights["item_bias"][1];
  EXPECT_TRUE(at::allclose(output[0], expected));
}

TEST(Mf, KnowsOfUnknownOnesWhatIsKnownOfTheOther) {
  const auto network = mf(kNumbers);
  const auto weights = network->named_parameters();
  const at::Tensor output = network->forward(batch(numbers({0, 2, 0}), numbers({3, 0, 0})));
  EXPECT_TRUE(at::equal(output[0], weights["item_bias"][3]));
  EXPECT_TRUE(at::equal(output[1], weights["user_bias"][2]));
  EXPECT_EQ(output[2].item<float>(), 0);
}

TEST(Mf, ScoresAllItemsAsItScoresEach) {
  const auto network = mf(kOrder);
  const at::Tensor users = numbers({1, 0, 3});
  const at::Tensor all = network->forward(batch(users));
  const at::Tensor each =
      network->forward(batch(users, at::arange(5, at::kLong).expand({3, 5}).contiguous()));
  ASSERT_EQ(all.sizes(), each.sizes());
  EXPECT_TRUE(at::allclose(all.slice(1, 1), each.slice(1, 1), 1e-5, 1e-6));
}

TEST(Mf, GivesUsersNoBiasWhereItemsAreOrdered) {
  EXPECT_TRUE(mf(kNumbers)->named_parameters().contains("user_bias"));
  EXPECT_FALSE(mf(kOrder)->named_parameters().contains("user_bias"));
}

TEST(Mf, DropsFactorsWhileItTrainsOnly) {
  const auto network = mf(kNumbers, {.factors = 8, .dropout = 0.5});
  const auto pairs = batch(numbers({1, 2, 3}), numbers({1, 2, 3}));
  const at::Tensor first = network->forward(pairs);
  EXPECT_TRUE(at::equal(network->forward(pairs), first));
  network->train();
  EXPECT_FALSE(at::equal(network->forward(pairs), first));
}

TEST(Mf, NeedsUsersAndItems) {
  EXPECT_ERROR(make_mf({.input = {7}, .outputs = 2}, {}), kInvalidRecipe,
               "mf cannot factorise 0 users and 0 items");
}

TEST(Mf, LearnsNothingOfUnknownOnes) {
  const auto network = mf(kNumbers);
  const auto weights = network->named_parameters();
  const at::Tensor users = numbers({0, 2});
  const at::Tensor items = numbers({3, 0});
  const at::Tensor before = network->forward(batch(users, items));
  const at::NoGradGuard no_grad;
  for (const char* const name : {"user_bias", "item_bias", "users.weight", "items.weight"}) {
    weights[name][0].fill_(7);
  }
  EXPECT_TRUE(at::equal(network->forward(batch(users, items)), before));
}

}  // namespace
}  // namespace maas::models
