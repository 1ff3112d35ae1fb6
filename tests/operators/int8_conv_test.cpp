#include "operators/int8_conv.h"

#include <limits>

#include <ATen/ops/conv2d.h>
#include <ATen/ops/equal.h>
#include <ATen/ops/full.h>
#include <ATen/ops/max_pool2d.h>
#include <ATen/ops/rand.h>
#include <ATen/ops/randint.h>
#include <ATen/ops/randn.h>
#include <ATen/ops/zeros.h>

#include "kernels/every_isa.h"
#include "operators/quantize_rows.h"
#include "support/support.h"

namespace maas::operators {

using namespace kernels;
namespace {

struct Case {
  int64_t pictures, channels, side, out_channels, kernel, padding;
};

/// Lenet's layers, few pictures, and maps beyond those of the small convolutions.
constexpr Case kCases[] = {
    {64, 1, 28, 6, 5, 2}, {33, 6, 14, 16, 5, 0}, {1, 6, 14, 16, 5, 0}, {5, 20, 9, 40, 3, 1}};

struct Layer {
  explicit Layer(const Case& c)
      : codes(at::randint(-127, 128, {c.out_channels, c.channels, c.kernel, c.kernel}, at::kChar)),
        scale(at::rand({c.out_channels}) + 0.5),
        bias(at::randn({c.out_channels})),
        padding{c.padding, c.padding} {}

  Int8Filters filters() const { return int8_filters(codes, scale); }
  at::Tensor run(const at::Tensor& input) const {
    return conv2d_w8a8(input, filters(), bias, padding, stride);
  }
  at::Tensor run_pooled(const at::Tensor& input) const {
    return conv2d_relu_maxpool_w8a8(input, filters(), bias, padding);
  }

  /// What the outputs are by definition, with sums in doubles.
  at::Tensor expected(const at::Tensor& input) const {
    const QuantizedRows rows = quantize_rows(input.flatten(1));
    const at::Tensor pixels = rows.codes.narrow(1, 0, input[0].numel()).reshape(input.sizes());
    const at::Tensor sums =
        at::conv2d(pixels.to(at::kDouble), codes.to(at::kDouble), /*bias=*/{}, stride, padding);
    const at::Tensor scales = rows.scale.view({-1, 1, 1, 1}) * scale.view({-1, 1, 1});
    const at::Tensor scaled = sums.to(at::kFloat) * scales;
    return bias.defined() ? scaled + bias.view({-1, 1, 1}) : scaled;
  }

  at::Tensor codes, scale, bias;
  std::vector<int64_t> padding;
  std::vector<int64_t> stride = {1, 1};
};

at::Tensor pictures(const Case& c) {
  return at::randn({c.pictures, c.channels, c.side, c.side});
}

TEST(Int8Conv, IsExactInTheSums) {
  for_every_isa([](Isa) {
    at::manual_seed(1);
    for (const Case& c : kCases) {
      const Layer layer(c);
      const at::Tensor input = pictures(c);
      EXPECT_TRUE(at::equal(layer.run(input), layer.expected(input))) << c.channels;
    }
  });
}

TEST(Int8Conv, IsExactInTheSumsOfOtherStridesAndWithoutABias) {
  for_every_isa([](Isa) {
    at::manual_seed(3);
    for (const Case& c : kCases) {
      Layer layer(c);
      layer.stride = {2, 2};
      layer.bias = at::Tensor();
      const at::Tensor input = pictures(c);
      EXPECT_TRUE(at::equal(layer.run(input), layer.expected(input))) << c.channels;
    }
  });
}

TEST(Int8Conv, PooledIsExactInTheSums) {
  for_every_isa([](Isa) {
    at::manual_seed(2);
    for (const Case& c : kCases) {
      const Layer layer(c);
      const at::Tensor input = pictures(c);
      const at::Tensor expected = at::max_pool2d(layer.expected(input).relu(), 2);
      EXPECT_TRUE(at::equal(layer.run_pooled(input), expected)) << c.channels;
    }
  });
}

/// The largest codes everywhere: sums reach their bound, 16 x kernel x kernel x 127 x 127.
void expect_exact_at_the_bound(int64_t kernel) {
  for_every_isa([&](Isa) {
    Layer layer({4, 16, 11, 2, kernel, kernel / 2});
    layer.codes.fill_(127);
    layer.codes[1].fill_(-127);
    const at::Tensor input = at::full({4, 16, 11, 11}, 2.0f);
    const at::Tensor expected = layer.expected(input);
    EXPECT_TRUE(at::equal(layer.run(input), expected));
    EXPECT_TRUE(at::equal(layer.run_pooled(input), at::max_pool2d(expected.relu(), 2)));
  });
}

TEST(Int8Conv, IsExactWhereSumsFitAFloatAndLiftedOnesDoNot) {
  expect_exact_at_the_bound(/*kernel=*/7);
}

TEST(Int8Conv, IsExactWhereSumsDoNotFitAFloat) {
  expect_exact_at_the_bound(/*kernel=*/9);
}

TEST(Int8Conv, RoundsEachPictureByItself) {
  const Layer layer(kCases[1]);
  at::Tensor input = pictures(kCases[1]);
  const at::Tensor before = layer.run(input)[3];
  input[4].mul_(1000);
  EXPECT_TRUE(at::equal(layer.run(input)[3], before));
}

TEST(Int8Conv, OfAnEmptyPictureIsTheBias) {
  const Layer layer(kCases[1]);
  const at::Tensor output = layer.run(at::zeros({2, 6, 14, 14}));
  EXPECT_TRUE(at::equal(output, layer.bias.view({-1, 1, 1}).expand_as(output)));
}

TEST(Int8Conv, OfAPictureThatIsNotFiniteIsNan) {
  const Layer layer(kCases[1]);
  for (const float value :
       {std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity()}) {
    at::Tensor input = pictures(kCases[1]);
    input[0][0][0][0] = value;
    EXPECT_TRUE(layer.run(input)[0].isnan().all().item<bool>());
    EXPECT_TRUE(layer.run_pooled(input)[0].isnan().all().item<bool>());
    EXPECT_FALSE(layer.run_pooled(input)[1].isnan().any().item<bool>());
  }
}

TEST(Int8Conv, RefusesPicturesOfAnotherType) {
  const Layer layer(kCases[1]);
  EXPECT_ERROR(layer.run(at::zeros({2, 6, 14, 14}, at::kDouble)), kInternal, "rows to quantize");
}

}  // namespace
}  // namespace maas::operators
