#include "models/gpt/gpt.h"

#include <map>

#include <ATen/core/grad_mode.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/equal.h>
#include <ATen/ops/randint.h>
#include <ATen/ops/sin.h>
#include <ATen/ops/tensor.h>

#include "formats/json/json.h"
#include "nn/initialize.h"
#include "support/support.h"
#include "tensor/network_state.h"

namespace maas::models {
namespace {

constexpr std::int64_t kVocabulary = 7;
constexpr std::int64_t kContext = 6;

std::shared_ptr<Network> small(const GptOptions& options = {.layers = 2, .heads = 2, .width = 8}) {
  return make_gpt({.input = {kContext}, .vocabulary = kVocabulary, .outputs = kVocabulary},
                  options);
}

tensor::Batch tokens(const at::Tensor& ids) {
  return {.parts = {{tensor::part::kIds, ids}},
          .samples = ids.size(0),
          .weight = static_cast<double>(ids.size(0))};
}

/// The weights that make_gpt.py has.
void set_to_sines(Network& network) {
  const at::NoGradGuard no_grad;
  std::map<std::string, at::Tensor> sorted;
  for (const auto& [name, weight] : tensor::state_of(network).trained) sorted[name] = weight;
  std::int64_t n = 0;
  for (auto& [name, weight] : sorted) {
    const at::Tensor places = at::arange(weight.numel(), at::kDouble);
    weight.copy_((0.3 * at::sin(n++ + 0.1 * places)).view(weight.sizes()));
  }
}

TEST(Gpt, GivesThePeersLogits) {
  const auto golden =
      formats::read_json(std::filesystem::path(MAAS_SOURCE_DIR) / "tests/models/gpt/gpt.json");
  const auto rows = golden["ids"].get<std::vector<std::vector<std::int64_t>>>();
  std::vector<std::int64_t> ids;
  for (const auto& row : rows) ids.insert(ids.end(), row.begin(), row.end());
  const auto expected = golden["logits"].get<std::vector<double>>();
  const auto network = small();
  set_to_sines(*network);
  const at::Tensor logits =
      network->forward(tokens(at::tensor(ids, at::kLong).view({2, kContext})));
  ASSERT_EQ(logits.numel(), std::ssize(expected));
  const at::Tensor flat = logits.detach().flatten();
  for (std::size_t i = 0; i < expected.size(); ++i) {
    EXPECT_NEAR(flat[static_cast<std::int64_t>(i)].item<double>(), expected[i], 2e-5) << i;
  }
}

TEST(Gpt, SeesNothingOfWhatComesLater) {
  const auto network = small();
  nn::initialize(*network, "normal", 3);
  network->eval();
  const at::Tensor ids = at::randint(0, kVocabulary, {4, kContext}, at::kLong);
  const at::Tensor whole = network->forward(tokens(ids));
  at::Tensor altered = ids.clone();
  altered.select(1, kContext - 1).fill_(0);
  const at::Tensor again = network->forward(tokens(altered));
  EXPECT_TRUE(at::equal(whole.slice(1, 0, kContext - 1), again.slice(1, 0, kContext - 1)));
  for (std::int64_t length = 1; length < kContext; ++length) {
    const at::Tensor front = network->forward(tokens(ids.slice(1, 0, length)));
    EXPECT_LT((front - whole.slice(1, 0, length)).abs().max().item<double>(), 1e-5) << length;
  }
}

TEST(Gpt, RefusesMoreTokensThanItHasPlacesFor) {
  const at::Tensor ids = at::randint(0, kVocabulary, {1, kContext + 1}, at::kLong);
  EXPECT_ERROR(small()->forward(tokens(ids)), kInvalidData, "7 tokens, the network reads 6");
}

TEST(Gpt, RefusesAWidthThatIsNoMultipleOfItsHeads) {
  EXPECT_ERROR(small({.layers = 1, .heads = 3, .width = 8}), kInvalidRecipe, "model.width: 8");
}

TEST(Gpt, IsOfTokensOfWhichTheNextIsTold) {
  EXPECT_ERROR(make_gpt({.input = {}, .vocabulary = 7, .outputs = 2}, {}), kInvalidRecipe,
               "tells the next");
}

TEST(Gpt, BeginsNearAnEvenGuess) {
  const auto network = small({.layers = 4, .heads = 4, .width = 64});
  nn::initialize(*network, "normal", 1);
  const at::Tensor ids = at::randint(0, kVocabulary, {8, kContext}, at::kLong);
  EXPECT_LT(network->forward(tokens(ids)).std().item<double>(), 0.5);
}

}  // namespace
}  // namespace maas::models
