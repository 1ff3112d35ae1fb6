#include "nn/batch_norm2d.h"

#include <ATen/ops/allclose.h>
#include <ATen/ops/randn.h>

#include "support/support.h"

namespace maas::nn {
namespace {

at::Tensor per_channel(const at::Tensor& values) {
  return values.view({1, -1, 1, 1});
}

TEST(BatchNorm2d, NormalisesByTheBatchWhileTrainingAndFollowsItByATenth) {
  BatchNorm2d norm(3);
  const at::Tensor x = at::randn({5, 3, 4, 2}) * 2 + 1;
  const at::Tensor y = norm.forward(x);
  const at::Tensor mean = x.mean({0, 2, 3});
  const at::Tensor biased = x.var({0, 2, 3}, /*unbiased=*/false);
  const at::Tensor expected = (x - per_channel(mean)) / per_channel((biased + 1e-5).sqrt());
  EXPECT_TRUE(at::allclose(y, expected, 1e-5, 1e-5));
  EXPECT_TRUE(at::allclose(norm.running_mean, mean * 0.1, 1e-5, 1e-6));
  EXPECT_TRUE(
      at::allclose(norm.running_var, x.var({0, 2, 3}, /*unbiased=*/true) * 0.1 + 0.9, 1e-5, 1e-6));
  EXPECT_EQ(norm.num_batches_tracked.item<std::int64_t>(), 1);
}

TEST(BatchNorm2d, NormalisesByTheRunningStatisticsOtherwise) {
  BatchNorm2d norm(2);
  norm.eval();
  norm.running_mean.fill_(3);
  norm.running_var.fill_(4);
  const at::Tensor x = at::randn({1, 2, 1, 1});
  EXPECT_TRUE(at::allclose(norm.forward(x), (x - 3) / 2, 1e-4, 1e-5));
  EXPECT_EQ(norm.num_batches_tracked.item<std::int64_t>(), 0);
}

TEST(BatchNorm2d, RefusesToLearnFromOneValueAChannel) {
  BatchNorm2d norm(2);
  EXPECT_ERROR(norm.forward(at::randn({1, 2, 1, 1})), kInvalidRecipe, "one value a channel");
}

}  // namespace
}  // namespace maas::nn
