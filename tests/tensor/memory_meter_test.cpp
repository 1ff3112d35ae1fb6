#include "tensor/memory_meter.h"

#include <gtest/gtest.h>

#include <ATen/ops/mm.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/relu.h>
#include <ATen/ops/sum.h>

namespace maas::tensor {
namespace {

constexpr std::int64_t kMatrix = 64 * 64 * 4;  ///< bytes of [64, 64] float32

at::Tensor matrix() {
  return at::ones({64, 64});
}

TEST(MemoryMeter, CountsWhatIsAliveAndTheMostThatWas) {
  const MemoryMeter meter;
  const at::Tensor kept = matrix();
  { const at::Tensor dropped = matrix(); }
  EXPECT_EQ(meter.live(), kMatrix);
  EXPECT_EQ(meter.peak(), 2 * kMatrix);
}

TEST(MemoryMeter, CountsNothingOfBeforeAndAfter) {
  const at::Tensor before = matrix();
  std::int64_t counted = 0;
  {
    const MemoryMeter meter;
    counted = meter.peak();
  }
  const at::Tensor after = matrix();
  EXPECT_EQ(counted, 0);
}

TEST(MemoryMeter, CountsActivationsAndTheGradientsThatTakeTheirPlace) {
  at::Tensor weight = matrix().set_requires_grad(true);
  const at::Tensor input = matrix();
  const MemoryMeter meter;
  at::Tensor loss = at::relu(at::mm(input, weight)).sum();
  const std::int64_t activations = meter.live();
  EXPECT_EQ(activations, kMatrix + 4);  // what relu gave, and the sum
  loss.backward();
  loss = at::Tensor();
  EXPECT_GT(meter.peak(), activations);
  EXPECT_EQ(meter.live(), kMatrix);  // weight's gradient
}

}  // namespace
}  // namespace maas::tensor
