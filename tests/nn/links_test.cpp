#include "nn/links.h"

#include <ATen/ops/allclose.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/equal.h>
#include <ATen/ops/eye.h>
#include <ATen/ops/randn.h>
#include <ATen/ops/tensor.h>
#include <ATen/ops/zeros.h>

#include "support/support.h"

namespace maas::nn {
namespace {

using Numbers = std::vector<std::int64_t>;

at::Tensor numbers(const Numbers& values) {
  return at::tensor(values, at::kLong);
}

/// A path of three nodes, one node by itself and an edge between the last two; then a single edge.
Links two_graphs() {
  return links_of(numbers({6, 2}), numbers({1, 2, 1, 0, 1, 1, 1, 1}),
                  numbers({1, 0, 2, 1, 5, 4, 1, 0}));
}

/// The same as a matrix, [8, 8].
at::Tensor adjacency() {
  at::Tensor matrix = at::zeros({8, 8});
  for (const auto& [a, b] : std::vector<std::pair<int, int>>{{0, 1}, {1, 2}, {4, 5}, {6, 7}}) {
    matrix[a][b] = 1;
    matrix[b][a] = 1;
  }
  return matrix;
}

TEST(Links, NumberNeighboursOverAllGraphs) {
  const Links links = two_graphs();
  EXPECT_TRUE(at::equal(links.neighbours, numbers({1, 0, 2, 1, 5, 4, 7, 6})));
  EXPECT_TRUE(at::equal(links.first, numbers({0, 1, 3, 4, 4, 5, 6, 7})));
}

TEST(SumOfNeighbours, IsAProductWithTheAdjacency) {
  const at::Tensor x = at::randn({8, 5});
  EXPECT_TRUE(at::allclose(sum_of_neighbours(x, two_graphs()), adjacency().mm(x), 1e-6, 1e-6));
}

TEST(SumOfNeighbours, IsZeroOfANodeByItselfAndOfAGraphWithoutEdges) {
  const at::Tensor x = at::randn({8, 5});
  EXPECT_TRUE(at::equal(sum_of_neighbours(x, two_graphs())[3], at::zeros({5})));
  const Links none = links_of(numbers({2}), numbers({0, 0}), numbers({}));
  EXPECT_TRUE(at::equal(sum_of_neighbours(at::randn({2, 5}), none), at::zeros({2, 5})));
}

TEST(SumOfNeighbours, HasTheGradientOfTheProduct) {
  const at::Tensor x = at::randn({8, 5}).requires_grad_();
  const at::Tensor weight = at::randn({8, 5});
  (sum_of_neighbours(x, two_graphs()) * weight).sum().backward();
  EXPECT_TRUE(at::allclose(x.grad(), adjacency().t().mm(weight), 1e-6, 1e-6));
}

TEST(NormalisedSum, IsAProductWithTheNormalisedAdjacency) {
  const at::Tensor with_loops = adjacency() + at::eye(8);
  const at::Tensor root = with_loops.sum(1).rsqrt();
  const at::Tensor normalised = root.unsqueeze(1) * with_loops * root.unsqueeze(0);
  const at::Tensor x = at::randn({8, 5});
  EXPECT_TRUE(at::allclose(normalised_sum(x, two_graphs()), normalised.mm(x), 1e-5, 1e-6));
}

TEST(Pooled, IsTheSumOrMeanOfEachGraph) {
  const at::Tensor x = at::randn({8, 5});
  const at::Tensor sums = at::cat({x.slice(0, 0, 6).sum(0, true), x.slice(0, 6).sum(0, true)});
  EXPECT_TRUE(at::allclose(pooled(x, numbers({6, 2}), Pooling::kSum), sums, 1e-5, 1e-6));
  const at::Tensor means = sums / at::tensor({6.0F, 2.0F}).unsqueeze(1);
  EXPECT_TRUE(at::allclose(pooled(x, numbers({6, 2}), Pooling::kMean), means, 1e-5, 1e-6));
}

TEST(Pooled, GivesEachNodeTheGradientOfItsGraph) {
  const at::Tensor x = at::randn({8, 1}).requires_grad_();
  (pooled(x, numbers({6, 2}), Pooling::kSum) * at::tensor({2.0F, 3.0F}).unsqueeze(1))
      .sum()
      .backward();
  EXPECT_TRUE(at::equal(x.grad().flatten(), at::tensor({2.F, 2.F, 2.F, 2.F, 2.F, 2.F, 3.F, 3.F})));
}

}  // namespace
}  // namespace maas::nn
