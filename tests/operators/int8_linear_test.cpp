#include "operators/int8_linear.h"

#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/equal.h>
#include <ATen/ops/full.h>
#include <ATen/ops/matmul.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/rand.h>
#include <ATen/ops/randint.h>
#include <ATen/ops/randn.h>
#include <ATen/ops/zeros.h>

#include "kernels/cpu/int8.h"
#include "kernels/every_isa.h"
#include "operators/quantize_rows.h"
#include "support/support.h"

namespace maas::operators {

using namespace kernels;
namespace {

int64_t draw(int64_t low, int64_t high) {
  return at::randint(low, high + 1, {1}).item<int64_t>();
}

at::Tensor random_codes(at::IntArrayRef shape, int64_t least = -127) {
  return at::randint(least, 128, shape, at::kInt).to(at::kChar);
}

/// A layer of random size; its weight's real values are `weight` x `scale`.
struct Layer {
  int64_t inputs = draw(1, 200);
  int64_t outputs = draw(1, 100);
  at::Tensor weight = random_codes({outputs, inputs}, -128);
  at::Tensor scale = at::rand({outputs}) + 0.01;
  at::Tensor bias = at::randn({outputs});

  /// Returns the layer's output in double precision.
  at::Tensor reference(const at::Tensor& x) const {
    const at::Tensor real = weight.to(at::kDouble) * scale.to(at::kDouble).unsqueeze(1);
    return at::matmul(x.to(at::kDouble), real.t()) + bias.to(at::kDouble);
  }
};

void expect_close(const at::Tensor& ours, const at::Tensor& expected) {
  ASSERT_EQ(ours.sizes(), expected.sizes());
  const double largest = expected.abs().max().item<double>() + 1e-6;
  EXPECT_LT((ours.to(at::kDouble) - expected).abs().max().item<double>() / largest, 1e-5);
}

/// Returns the sums of code products of all rows with the weight's first panel.
std::vector<int32_t> sums_of(Isa isa, const at::Tensor& codes, const PackedInt8& weight) {
  std::vector<int32_t> sums(static_cast<size_t>(codes.size(0) * kPanelRows));
  const at::Tensor no_bias = at::zeros({kPanelRows});
  int8_kernels(isa).accumulate(
      {codes.const_data_ptr<int8_t>(), codes.stride(0), codes.size(0), nullptr},
      {weight.panels.const_data_ptr<int8_t>(), weight.scale.const_data_ptr<float>(),
       no_bias.const_data_ptr<float>(), weight.inputs, std::min(weight.outputs, kPanelRows)},
      sums.data());
  return sums;
}

/// Returns the same sums by LibTorch, in exact arithmetic.
std::vector<int32_t> expected_sums(const at::Tensor& codes, const at::Tensor& weight) {
  at::Tensor padded = at::zeros({codes.size(0), kPanelRows}, at::kLong);
  const int64_t outputs = std::min(weight.size(0), kPanelRows);
  const at::Tensor inputs = codes.narrow(1, 0, weight.size(1)).to(at::kLong);
  padded.narrow(1, 0, outputs)
      .copy_(at::matmul(inputs, weight.narrow(0, 0, outputs).to(at::kLong).t()));
  const at::Tensor sums = padded.to(at::kInt);
  return {sums.const_data_ptr<int32_t>(), sums.const_data_ptr<int32_t>() + sums.numel()};
}

TEST(Int8Sums, AreExactOnEveryInstructionSet) {
  for_every_isa([](Isa isa) {
    for (uint64_t seed = 0; seed < 100; ++seed) {
      SCOPED_TRACE(seed);
      at::manual_seed(seed);
      const Layer layer;
      const at::Tensor codes = at::zeros({draw(1, 20), (layer.inputs + 63) / 64 * 64}, at::kChar);
      codes.narrow(1, 0, layer.inputs).copy_(random_codes({codes.size(0), layer.inputs}));
      EXPECT_EQ(sums_of(isa, codes, pack_int8(layer.weight, layer.scale)),
                expected_sums(codes, layer.weight));
    }
  });
}

TEST(Int8Sums, DoNotSaturateAtTheLargestCodes) {
  for_every_isa([](Isa isa) {
    for (const int activation : {-127, 127}) {
      for (const int weight : {-128, -127, 127}) {
        const at::Tensor codes = at::full({1, 65536}, activation, at::kChar);
        const at::Tensor weights = at::full({1, 65536}, weight, at::kChar);
        EXPECT_EQ(sums_of(isa, codes, pack_int8(weights, at::ones({1})))[0],
                  activation * weight * 65536);
      }
    }
  });
}

TEST(LinearW8A8, EqualsTheProductOfRealValues) {
  for_every_isa([](Isa) {
    for (uint64_t seed = 0; seed < 50; ++seed) {
      SCOPED_TRACE(seed);
      at::manual_seed(seed);
      const Layer layer;
      const at::Tensor x = at::randn({draw(1, 150), layer.inputs});
      const QuantizedRows rows = quantize_rows(x);
      const at::Tensor real = rows.codes.narrow(1, 0, layer.inputs) * rows.scale.unsqueeze(1);
      expect_close(linear_w8a8(x, pack_int8(layer.weight, layer.scale), layer.bias),
                   layer.reference(real));
    }
  });
}

TEST(LinearW8A16, EqualsTheProductOfRealValues) {
  for_every_isa([](Isa) {
    for (uint64_t seed = 0; seed < 50; ++seed) {
      SCOPED_TRACE(seed);
      at::manual_seed(seed);
      const Layer layer;
      const at::Tensor x = at::randn({draw(1, 150), layer.inputs});
      expect_close(linear_w8a16(x, pack_int8(layer.weight, layer.scale), layer.bias),
                   layer.reference(x));
    }
  });
}

TEST(LinearW8A8, WithoutABiasGivesTheSameBytesOnEveryInstructionSet) {
  at::manual_seed(5);
  const Layer layer;
  const at::Tensor x = at::randn({70, layer.inputs});
  const PackedInt8 packed = pack_int8(layer.weight, layer.scale);
  std::vector<at::Tensor> results;
  for_every_isa([&](Isa) { results.push_back(linear_w8a8(x, packed, {})); });
  for (const at::Tensor& result : results) EXPECT_TRUE(at::equal(result, results.front()));
}

TEST(LinearW8A8, KeepsLeadingDimensions) {
  at::manual_seed(6);
  const Layer layer;
  const at::Tensor x = at::randn({3, layer.inputs, 2}).transpose(1, 2);
  const PackedInt8 packed = pack_int8(layer.weight, layer.scale);
  EXPECT_EQ(linear_w8a8(x, packed, {}).sizes(), at::IntArrayRef({3, 2, layer.outputs}));
  EXPECT_EQ(linear_w8a16(x, packed, {}).sizes(), at::IntArrayRef({3, 2, layer.outputs}));
}

TEST(LinearW8A8, GivesTheSameBytesWithAnyNumberOfThreads) {
  at::manual_seed(7);
  const PackedInt8 packed = pack_int8(random_codes({300, 700}), at::rand({300}));
  const at::Tensor x = at::randn({200, 700});
  const int before = at::get_num_threads();
  at::set_num_threads(1);
  const at::Tensor one = linear_w8a8(x, packed, {});
  at::set_num_threads(3);
  EXPECT_TRUE(at::equal(linear_w8a8(x, packed, {}), one));
  at::set_num_threads(before);
}

TEST(PackInt8, RefusesAnotherTypeOrShape) {
  EXPECT_ERROR(pack_int8(at::zeros({2, 3}), at::ones({2})), kInvalidData,
               "an 8-bit weight is Float[2, 3], expected int8 [out, in]");
}

TEST(PackInt8, RefusesAScaleThatDoesNotFit) {
  EXPECT_ERROR(pack_int8(at::zeros({2, 3}, at::kChar), at::ones({3})), kInvalidData,
               "the scale of an 8-bit weight is Float[3], expected fp32 [2]");
}

TEST(Int8Sums, AreExactWithTheCodeThatHasNoOpposite) {
  for_every_isa([](Isa isa) {
    at::manual_seed(9);
    const at::Tensor weights = at::full({3, 64}, -128, at::kChar);
    const at::Tensor codes = random_codes({5, 64});
    EXPECT_EQ(sums_of(isa, codes, pack_int8(weights, at::ones({3}))),
              expected_sums(codes, weights));
  });
}

TEST(PackInt8, RefusesMoreInputsThanSumsCanHold) {
  EXPECT_ERROR(pack_int8(at::zeros({1, 65537}, at::kChar), at::ones({1})), kInvalidData,
               "has 65537 inputs, expected 1 to 65536");
}

TEST(LinearW8A8, RefusesActivationsThatDoNotFit) {
  const PackedInt8 packed = pack_int8(at::zeros({2, 3}, at::kChar), at::ones({2}));
  EXPECT_ERROR(linear_w8a8(at::ones({4, 2}), packed, {}), kInternal,
               "activations are Float[4, 2], expected fp32 [..., 3]");
}

TEST(LinearW8A16, RefusesABiasThatDoesNotFit) {
  const PackedInt8 packed = pack_int8(at::zeros({2, 3}, at::kChar), at::ones({2}));
  EXPECT_ERROR(linear_w8a16(at::ones({4, 3}), packed, at::ones({3})), kInternal,
               "a bias is Float[3], expected fp32 [2]");
}

}  // namespace
}  // namespace maas::operators
