#include <ATen/core/grad_mode.h>
#include <ATen/ops/full.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/tensor.h>

#include "support/support.h"
#include "training/clip.h"
#include "training/ema.h"

namespace maas::training {
namespace {

TEST(Ema, FollowsItsFormula) {
  const at::Tensor weight = at::full({2}, 1.0);
  Ema ema({{"w", weight}}, 0.75);
  weight.fill_(5);
  ema.update();
  EXPECT_NEAR(ema.averages()[0].second[0].item<double>(), 0.75 * 1 + 0.25 * 5, 1e-6);
  weight.fill_(-3);
  ema.update();
  EXPECT_NEAR(ema.averages()[0].second[0].item<double>(), 0.75 * 2 - 0.25 * 3, 1e-6);
}

TEST(Ema, StartsAtTheWeightsUnderTheirNames) {
  const at::Tensor weight = at::full({2}, 4.0).requires_grad_();
  const Ema ema({{"fc.weight", weight}}, 0.9);
  EXPECT_EQ(ema.averages()[0].first, "fc.weight");
  EXPECT_TRUE(ema.averages()[0].second.equal(weight.detach()));
  EXPECT_FALSE(ema.averages()[0].second.requires_grad());
}

TEST(Ema, ExchangesItsValuesWithTheWeightsAndBack) {
  const at::Tensor weight = at::full({2}, 1.0).requires_grad_();
  Ema ema({{"w", weight}}, 0.5);
  {
    const at::NoGradGuard no_grad;
    weight.fill_(9);
  }
  {
    const Ema::InPlace averaged(&ema);
    EXPECT_EQ(weight[0].item<double>(), 1);
    EXPECT_EQ(ema.averages()[0].second[0].item<double>(), 9);
  }
  EXPECT_EQ(weight[0].item<double>(), 9);
  EXPECT_EQ(ema.averages()[0].second[0].item<double>(), 1);
}

TEST(ClipNorm, ScalesAllGradientsByTheirCommonNorm) {
  const at::Tensor first = at::tensor({3.0f});
  const at::Tensor second = at::tensor({0.0f, 4.0f});
  EXPECT_NEAR(clip_norm({first, second}, 1), 5, 1e-6);
  EXPECT_NEAR(first[0].item<double>(), 0.6, 1e-6);
  EXPECT_NEAR(second[1].item<double>(), 0.8, 1e-6);
}

TEST(ClipNorm, LeavesGradientsBelowTheLimit) {
  const at::Tensor gradient = at::tensor({3.0f, 4.0f});
  EXPECT_NEAR(clip_norm({gradient}, 5.001), 5, 1e-6);
  EXPECT_TRUE(gradient.equal(at::tensor({3.0f, 4.0f})));
}

TEST(ClipNorm, OfNothingIsZero) {
  EXPECT_EQ(clip_norm({}, 1), 0);
}

}  // namespace
}  // namespace maas::training
