#include <algorithm>
#include <ostream>

#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/cross_entropy_loss.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/equal.h>
#include <ATen/ops/randint.h>
#include <ATen/ops/randn.h>
#include <ATen/ops/tensor.h>

#include "graph/coupling.h"
#include "graph/trace.h"
#include "maas/catalog.h"
#include "models/registry.h"
#include "nn/initialize.h"
#include "support/support.h"
#include "tensor/network_state.h"
#include "tensor/weights.h"

namespace maas::models {
namespace {

/// A toy problem of a kind of data, and a rate that it can be learned at.
struct Toy {
  Problem problem;
  double learning_rate = 0.02;
};

Toy toy_of(const std::string& kind) {
  if (kind == kind::kImage) return {{.input = {1, 28, 28}, .outputs = 10}};
  if (kind == kind::kRow) return {{.input = {7}, .outputs = 10}, 0.1};
  if (kind == kind::kEnvironment) return {{.input = {4}, .outputs = 10}, 0.1};
  if (kind == kind::kText) return {{.input = {}, .vocabulary = 30, .outputs = 10}, 1};
  if (kind == kind::kTokens) return {{.input = {6}, .vocabulary = 10, .outputs = 10}, 0.1};
  if (kind == kind::kGraph) {
    return {{.graph = std::make_shared<tensor::GraphProblem>(
                 tensor::GraphProblem{.features = 16, .known = nullptr}),
             .outputs = 10},
            0.1};
  }
  if (kind == kind::kSeries) return {{.input = {6, 3}, .outputs = 10}};
  if (kind == kind::kPairs) {
    return {{.input = {}, .vocabulary = 40, .outputs = 10, .items = 10}, 1};
  }
  fail(ErrorCode::kInternal, "add a problem of the kind '{}' to this test", kind);
}

/// Sequences of tokens of all lengths.
tensor::Batch token_samples(std::int64_t count, std::int64_t vocabulary) {
  constexpr std::int64_t kLongest = 6;
  const at::Tensor ids = at::randint(1, vocabulary, {count, kLongest}, at::kLong);
  const at::Tensor lengths = at::empty({count}, at::kLong);
  for (std::int64_t i = 0; i < count; ++i) {
    lengths[i] = kLongest - i % kLongest;
    ids[i].slice(0, kLongest - i % kLongest).zero_();
  }
  return {.parts = {{tensor::part::kIds, ids}, {tensor::part::kLengths, lengths}},
          .samples = count,
          .weight = static_cast<double>(count)};
}

/// Paths of 3 to 6 nodes.
tensor::Batch graph_samples(std::int64_t count, std::int64_t features) {
  std::vector<std::int64_t> nodes;
  std::vector<std::int64_t> degrees;
  std::vector<std::int64_t> neighbours;
  for (std::int64_t i = 0; i < count; ++i) {
    nodes.push_back(3 + i % 4);
    for (std::int64_t node = 0; node < nodes.back(); ++node) {
      const bool is_end = node == 0 || node + 1 == nodes.back();
      degrees.push_back(is_end ? 1 : 2);
      if (node > 0) neighbours.push_back(node - 1);
      if (node + 1 < nodes.back()) neighbours.push_back(node + 1);
    }
  }
  return {.parts = {{tensor::part::kNodes, at::tensor(nodes, at::kLong)},
                    {tensor::part::kFeatures, at::randn({std::ssize(degrees), features})},
                    {tensor::part::kDegrees, at::tensor(degrees, at::kLong)},
                    {tensor::part::kNeighbours, at::tensor(neighbours, at::kLong)}},
          .samples = count,
          .weight = static_cast<double>(count)};
}

/// Users who differ, and none of whom is unknown.
tensor::Batch user_samples(std::int64_t count) {
  return {.parts = {{tensor::part::kUsers, at::arange(1, count + 1, at::kLong)}},
          .samples = count,
          .weight = static_cast<double>(count)};
}

/// One graph of a batch.
tensor::Batch graph_alone(const tensor::Batch& batch, std::int64_t index) {
  const auto total = [](const at::Tensor& counts, std::int64_t first, std::int64_t count) {
    return counts.narrow(0, first, count).sum().item<std::int64_t>();
  };
  const at::Tensor& nodes = batch.at(tensor::part::kNodes);
  const at::Tensor& degrees = batch.at(tensor::part::kDegrees);
  const std::int64_t first = total(nodes, 0, index);
  const std::int64_t count = total(nodes, index, 1);
  const std::int64_t first_link = total(degrees, 0, first);
  const std::int64_t links = total(degrees, first, count);
  return {.parts = {{tensor::part::kNodes, nodes.narrow(0, index, 1)},
                    {tensor::part::kFeatures,
                     batch.at(tensor::part::kFeatures).narrow(0, first, count)},
                    {tensor::part::kDegrees, degrees.narrow(0, first, count)},
                    {tensor::part::kNeighbours,
                     batch.at(tensor::part::kNeighbours).narrow(0, first_link, links)}},
          .samples = 1,
          .weight = 1};
}

/// Random samples as a network of the problem takes them.
tensor::Batch samples_of(const Problem& problem, std::int64_t count) {
  if (problem.items > 0) return user_samples(count);
  if (problem.vocabulary > 0) return token_samples(count, problem.vocabulary);
  if (problem.graph != nullptr) return graph_samples(count, problem.graph->features);
  std::vector<std::int64_t> shape = problem.input;
  shape.insert(shape.begin(), count);
  return tensor::batch_of(at::randn(shape));
}

/// The loss of a network that gives logits, of each sample or of each of its tokens.
at::Tensor loss_of(const at::Tensor& logits, const at::Tensor& targets) {
  return at::cross_entropy_loss(logits.flatten(0, -2), targets);
}

/// Targets for each of a network's logits.
at::Tensor targets_of(Network& network, const tensor::Batch& inputs) {
  const at::NoGradGuard no_grad;
  return at::randint(0, 10, {network.forward(inputs).flatten(0, -2).size(0)}, at::kLong);
}

/// One sample of a batch.
tensor::Batch alone(const tensor::Batch& batch, std::int64_t index) {
  if (batch.parts.front().first == tensor::part::kNodes) return graph_alone(batch, index);
  tensor::Batch one{.parts = {}, .samples = 1, .weight = 1};
  for (const auto& [name, part] : batch.parts)
    one.parts.emplace_back(name, part.narrow(0, index, 1));
  return one;
}

/// An architecture's card, and a kind of data that the architecture takes.
struct Case {
  Card card;
  std::string kind;
};

void PrintTo(const Case& one, std::ostream* to) {
  *to << one.card.name << " of " << one.kind;
}

/// Networks that a task uses otherwise than from inputs to outputs have tests of their own.
std::vector<Case> cases() {
  std::vector<Case> all;
  for (const Card& card : catalog().cards(Registry::kArchitecture)) {
    if (!card.supports.empty()) continue;
    for (const std::string& kind : card.kinds) all.push_back({card, kind});
  }
  return all;
}

tensor::NamedTensors tensors_of(const Network& network) {
  return tensor::state_of(network).all();
}

bool same(const Network& a, const Network& b) {
  const auto left = tensors_of(a);
  const auto right = tensors_of(b);
  return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                    [](const auto& x, const auto& y) {
                      return x.first == y.first && at::equal(x.second, y.second);
                    });
}

std::int64_t output_width(const Network& network, const std::string& layer) {
  return network.named_parameters()[layer + ".weight"].size(0);
}

class EachArchitecture : public ::testing::TestWithParam<Case> {
 protected:
  static std::shared_ptr<Network> make(const AnyOptions& options, const Problem& problem) {
    return factories().make({GetParam().card.name, options}, problem);
  }
  std::shared_ptr<Network> make(const AnyOptions& options) const { return make(options, problem_); }
  std::shared_ptr<Network> make(std::uint64_t seed = 1) const {
    auto network = make(GetParam().card.options);
    nn::initialize(*network, "kaiming", seed);
    return network;
  }

  bool is_traced() const { return dynamic_cast<TensorNetwork*>(make().get()) != nullptr; }

  tensor::Batch samples(std::int64_t count) const { return samples_of(problem_, count); }

  /// One step of plain descent; returns the loss before it.
  double train_step(Network& network, const tensor::Batch& inputs,
                    const at::Tensor& targets) const {
    network.zero_grad();
    const at::Tensor loss = loss_of(network.forward(inputs), targets);
    loss.backward();
    const at::NoGradGuard no_grad;
    for (at::Tensor& parameter : network.parameters())
      parameter.sub_(parameter.grad(), toy_.learning_rate);
    return loss.item<double>();
  }

  Toy toy_ = toy_of(GetParam().kind);
  Problem problem_ = toy_.problem;
};

TEST_P(EachArchitecture, GivesALogitPerOutputForAnyBatch) {
  const auto network = make();
  for (const std::int64_t batch : {1, 2, 33}) {
    std::vector<std::int64_t> shape = {batch, 10};
    if (GetParam().kind == kind::kTokens) shape.insert(shape.begin() + 1, 6);  // of each token
    EXPECT_EQ(network->forward(samples(batch)).sizes(), shape);
  }
}

TEST_P(EachArchitecture, TakesColourPicturesOfOtherSizes) {
  if (GetParam().kind != kind::kImage) GTEST_SKIP();
  const auto network = make(GetParam().card.options, {.input = {3, 32, 24}, .outputs = 4});
  EXPECT_EQ(network->forward(at::randn({2, 3, 32, 24})).sizes(), (std::vector<std::int64_t>{2, 4}));
}

TEST_P(EachArchitecture, SurvivesAFile) {
  const test::TemporaryDirectory directory;
  const auto saved = make(1);
  saved->forward(samples(4));  // statistics move
  const auto loaded = make(2);
  ASSERT_FALSE(same(*saved, *loaded));
  tensor::save_tensors(directory / "model.safetensors", tensors_of(*saved));
  const auto file = formats::open_safetensors(directory / "model.safetensors");
  tensor::copy_values(tensor::matching(file, tensors_of(*loaded)), tensors_of(*loaded));
  EXPECT_TRUE(same(*saved, *loaded));
  const tensor::Batch inputs = samples(4);
  saved->eval();
  loaded->eval();
  EXPECT_TRUE(at::equal(saved->forward(inputs), loaded->forward(inputs)));
}

TEST_P(EachArchitecture, TrainsToTheSameBytesFromTheSameSeed) {
  const tensor::Batch inputs = samples(16);
  const at::Tensor targets = targets_of(*make(), inputs);
  const auto first = make(7);
  const auto second = make(7);
  for (const auto& network : {first, second}) {
    at::manual_seed(5);  // of what is dropped
    for (int step = 0; step < 3; ++step) train_step(*network, inputs, targets);
  }
  EXPECT_TRUE(same(*first, *second));
}

TEST_P(EachArchitecture, LearnsABatchByHeart) {
  const auto network = make();
  const tensor::Batch inputs = samples(8);
  const at::Tensor targets = targets_of(*network, inputs);
  const double before = train_step(*network, inputs, targets);
  for (int step = 0; step < 60; ++step) train_step(*network, inputs, targets);
  EXPECT_LT(train_step(*network, inputs, targets), 0.5 * before);
}

TEST_P(EachArchitecture, SendsAGradientToEveryWeight) {
  const auto network = make();
  const tensor::Batch inputs = samples(32);
  loss_of(network->forward(inputs), targets_of(*network, inputs)).backward();
  for (const auto& [name, weight] : tensor::state_of(*network).trained) {
    ASSERT_TRUE(weight.grad().defined()) << name;
    EXPECT_GT(weight.grad().abs().sum().item<double>(), 0) << name;
  }
}

TEST_P(EachArchitecture, JudgesASampleAlikeInAnyBatch) {
  const auto network = make();
  network->eval();
  const tensor::Batch inputs = samples(9);
  const at::Tensor together = network->forward(inputs);
  for (std::int64_t i = 0; i < 9; ++i) {
    const at::Tensor output = network->forward(alone(inputs, i));
    EXPECT_LT((output[0] - together[i]).abs().max().item<double>(), 1e-4) << i;
  }
}

TEST_P(EachArchitecture, ChangesTheWidthOfEachGroupOfLayersButTheLast) {
  if (!is_traced()) GTEST_SKIP() << "networks of sequences are not traced";
  const auto network = make();
  network->eval();
  const auto groups = graph::coupled_units(graph::trace(
      *network, [&](const at::Tensor& input) { return network->forward(input); }, problem_.input));
  for (const graph::CoupledUnits& group : groups) {
    SCOPED_TRACE(group.layers.front());
    std::map<std::string, std::int64_t> widths;
    for (const std::string& layer : group.layers) widths[layer] = 3;
    if (!group.prunable()) {
      EXPECT_ERROR(network->resized(widths), kInvalidRecipe, group.layers.front());
      continue;
    }
    const auto narrow = make(network->resized(widths));
    for (const graph::CoupledUnits& other : groups) {
      for (const std::string& layer : other.layers) {
        EXPECT_EQ(output_width(*narrow, layer),
                  &other == &group ? 3 : output_width(*network, layer));
      }
    }
    EXPECT_EQ(narrow->forward(samples(2)).size(1), 10);
  }
}

TEST_P(EachArchitecture, KeepsItsOptionsWhenNothingIsResized) {
  if (!is_traced()) GTEST_SKIP() << "networks of sequences are not resized";
  const auto network = make();
  const auto again = make(network->resized({}));
  const auto left = tensors_of(*network);
  const auto right = tensors_of(*again);
  ASSERT_EQ(left.size(), right.size());
  for (std::size_t i = 0; i < left.size(); ++i) {
    EXPECT_EQ(left[i].first, right[i].first);
    EXPECT_EQ(left[i].second.sizes(), right[i].second.sizes());
  }
}

TEST_P(EachArchitecture, RefusesToResizeALayerThatItLacks) {
  EXPECT_ERROR(make()->resized({{"attic", 3}}), kInvalidRecipe,
               is_traced() ? "layer 'attic'" : "cannot be narrowed");
}

INSTANTIATE_TEST_SUITE_P(Registry, EachArchitecture, ::testing::ValuesIn(cases()),
                         [](const auto& test) {
                           std::string name = test.param.card.name + "_of_" + test.param.kind;
                           std::replace(name.begin(), name.end(), '-', '_');
                           return name;
                         });

TEST(Architectures, HaveACardAndAKindOfDataEach) {
  EXPECT_EQ(factories().size(), catalog().cards(Registry::kArchitecture).size());
  for (const Card& card : catalog().cards(Registry::kArchitecture)) {
    EXPECT_TRUE(factories().has(card.name)) << card.name;
    EXPECT_FALSE(card.kinds.empty()) << card.name;
  }
}

}  // namespace
}  // namespace maas::models
