#include "training/autocast.h"

#include <ATen/ops/linear.h>
#include <ATen/ops/ones.h>

#include "support/support.h"

namespace maas::training {
namespace {

at::ScalarType type_of_a_product() {
  return at::linear(at::ones({2, 4}), at::ones({3, 4})).scalar_type();
}

TEST(Bf16Autocast, ComputesInBfloat16UntilItEnds) {
  {
    const Bf16Autocast autocast(true);
    EXPECT_EQ(type_of_a_product(), at::kBFloat16);
    {
      const Bf16Autocast nested(true);
      EXPECT_EQ(type_of_a_product(), at::kBFloat16);
    }
    EXPECT_EQ(type_of_a_product(), at::kBFloat16);
  }
  EXPECT_EQ(type_of_a_product(), at::kFloat);
}

TEST(Bf16Autocast, DoesNothingUnlessEnabled) {
  const Bf16Autocast autocast(false);
  EXPECT_EQ(type_of_a_product(), at::kFloat);
}

}  // namespace
}  // namespace maas::training
