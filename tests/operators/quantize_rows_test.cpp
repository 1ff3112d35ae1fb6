#include "operators/quantize_rows.h"

#include <cmath>
#include <limits>

#include <ATen/Context.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/full.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/randint.h>
#include <ATen/ops/randn.h>

#include "kernels/every_isa.h"
#include "support/support.h"

namespace maas::operators {

using namespace kernels;
namespace {

int64_t draw(int64_t low, int64_t high) {
  return at::randint(low, high + 1, {1}).item<int64_t>();
}

TEST(QuantizedRows, AreTheNearestCodesOfTheLargestMagnitude) {
  for_every_isa([](Isa) {
    for (uint64_t seed = 0; seed < 50; ++seed) {
      SCOPED_TRACE(seed);
      at::manual_seed(seed);
      const at::Tensor x = at::randn({draw(1, 9), draw(1, 150)}) * 3;
      const QuantizedRows rows = quantize_rows(x);
      for (int64_t row = 0; row < x.size(0); ++row) {
        const float largest = x[row].abs().max().item<float>();
        EXPECT_EQ(rows.scale[row].item<float>(), largest / 127.0f);
        for (int64_t i = 0; i < x.size(1); ++i) {
          EXPECT_EQ(rows.codes[row][i].item<int8_t>(),
                    std::nearbyint(x[row][i].item<float>() * (127.0f / largest)));
        }
      }
      EXPECT_FALSE(
          rows.codes.narrow(1, x.size(1), rows.codes.size(1) - x.size(1)).any().item<bool>());
    }
  });
}

TEST(QuantizedRows, RoundTiesToEven) {
  for_every_isa([](Isa) {
    const float values[] = {127.0f, 0.5f, 1.5f, -0.5f, -2.5f};
    const at::Tensor x = at::empty({1, 5});
    std::copy(std::begin(values), std::end(values), x.data_ptr<float>());
    const at::Tensor codes = quantize_rows(x).codes;
    const int8_t expected[] = {127, 0, 2, 0, -2};
    for (int64_t i = 0; i < 5; ++i) EXPECT_EQ(codes[0][i].item<int8_t>(), expected[i]);
  });
}

TEST(QuantizedRows, OfZerosAreZerosOfScaleZero) {
  for_every_isa([](Isa) {
    for (const float value : {0.0f, 1e-40f}) {
      const QuantizedRows rows = quantize_rows(at::full({2, 20}, value));
      EXPECT_FALSE(rows.codes.any().item<bool>());
      EXPECT_FALSE(rows.scale.any().item<bool>());
    }
  });
}

TEST(QuantizedRows, ThatAreNotFiniteHaveAScaleThatIsNot) {
  for_every_isa([](Isa) {
    at::Tensor x = at::ones({3, 20});
    x[0][7] = std::numeric_limits<float>::quiet_NaN();
    x[2][19] = -std::numeric_limits<float>::infinity();
    const QuantizedRows rows = quantize_rows(x);
    EXPECT_TRUE(std::isnan(rows.scale[0].item<float>()));
    EXPECT_EQ(rows.scale[1].item<float>(), 1.0f / 127.0f);
    EXPECT_TRUE(std::isinf(rows.scale[2].item<float>()));
    EXPECT_FALSE(rows.codes[0].any().item<bool>());
  });
}

TEST(QuantizedRows, RefuseAnotherShape) {
  EXPECT_ERROR(quantize_rows(at::ones({2, 3, 4})), kInternal,
               "rows to quantize are Float[2, 3, 4] on cpu, expected fp32 [rows, columns]");
}

}  // namespace
}  // namespace maas::operators
