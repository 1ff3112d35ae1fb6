#include "operators/cross_entropy.h"

#include <cmath>

#include <ATen/ops/cross_entropy_loss.h>
#include <ATen/ops/full.h>
#include <ATen/ops/randint.h>
#include <ATen/ops/randn.h>
#include <ATen/ops/zeros.h>

#include "support/support.h"

namespace maas::operators {
namespace {

at::Tensor reference(const at::Tensor& logits, const at::Tensor& targets) {
  return at::cross_entropy_loss(logits, targets, /*weight=*/{}, at::Reduction::Sum);
}

/// Returns the gradient by the logits of a loss times a number, as gradient accumulation has it.
at::Tensor gradient(at::Tensor (&loss)(const at::Tensor&, const at::Tensor&),
                    const at::Tensor& values, const at::Tensor& targets) {
  const at::Tensor logits = values.detach().clone().requires_grad_();
  (loss(logits, targets) * 0.37).backward();
  return logits.grad();
}

TEST(SummedCrossEntropy, EqualsAtenOnRandomShapes) {
  for (uint64_t seed = 0; seed < 40; ++seed) {
    SCOPED_TRACE(seed);
    at::manual_seed(seed);
    const auto rows = at::randint(1, 70, {1}).item<int64_t>();
    const auto classes = at::randint(1, 300, {1}).item<int64_t>();
    const at::Tensor logits = at::randn({rows, classes}) * 5;
    const at::Tensor targets = at::randint(classes, {rows}, at::kLong);
    const auto expected = reference(logits, targets).item<double>();
    EXPECT_NEAR(summed_cross_entropy(logits, targets).item<double>(), expected,
                1e-5 * expected + 1e-6);
    EXPECT_LT(
        (gradient(summed_cross_entropy, logits, targets) - gradient(reference, logits, targets))
            .abs()
            .max()
            .item<double>(),
        1e-6);
  }
}

TEST(SummedCrossEntropy, BearsLogitsBeyondTheRangeOfExp) {
  at::Tensor logits = at::full({2, 3}, -1000.0);
  logits[0][1] = 1000;
  const at::Tensor targets = at::full({2}, 1, at::kLong);
  EXPECT_NEAR(summed_cross_entropy(logits, targets).item<double>(), std::log(3.0), 1e-6);
  EXPECT_FALSE(gradient(summed_cross_entropy, logits, targets).isnan().any().item<bool>());
}

TEST(SummedCrossEntropy, KeepsDoublePrecision) {
  const at::Tensor logits = at::randn({6, 4}, at::kDouble);
  const at::Tensor targets = at::randint(4, {6}, at::kLong);
  const at::Tensor loss = summed_cross_entropy(logits, targets);
  EXPECT_EQ(loss.scalar_type(), at::kDouble);
  EXPECT_EQ(loss.item<double>(), reference(logits, targets).item<double>());
}

TEST(SummedCrossEntropy, IsNanWhereALogitIs) {
  const at::Tensor logits = at::full({2, 3}, std::nan(""));
  EXPECT_TRUE(std::isnan(summed_cross_entropy(logits, at::full({2}, 1, at::kLong)).item<double>()));
}

TEST(SummedCrossEntropy, RefusesATargetThatIsNoClass) {
  for (const int64_t target : {-1, 3}) {
    const at::Tensor targets = at::full({2}, target, at::kLong);
    for (const at::ScalarType type : {at::kFloat, at::kDouble}) {
      EXPECT_ERROR(summed_cross_entropy(at::randn({2, 3}, type), targets), kInvalidData,
                   fmt::format("target {} of sample 0 is not one of 3 classes", target));
    }
  }
}

TEST(SummedCrossEntropy, RefusesMoreTargetsThanSamples) {
  EXPECT_ERROR(summed_cross_entropy(at::randn({2, 3}), at::zeros({3}, at::kLong)), kInternal,
               "3 targets for 2 samples");
}

TEST(SummedCrossEntropy, RefusesASecondDerivative) {
  const at::Tensor logits = at::randn({2, 3}).requires_grad_();
  const at::Tensor loss = summed_cross_entropy(logits, at::full({2}, 1, at::kLong));
  EXPECT_ERROR(loss.backward({}, /*retain_graph=*/true, /*create_graph=*/true), kInternal,
               "no second derivative");
}

}  // namespace
}  // namespace maas::operators
