#include "kernels/vector.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <random>
#include <vector>

#include "kernels/every_isa.h"
#include "support/support.h"

namespace maas::kernels {
namespace {

using Row = std::vector<float>;

constexpr float kInfinity = std::numeric_limits<float>::infinity();
constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();
constexpr std::int64_t kSizes[] = {1, 2, 7, 8, 9, 15, 16, 17, 31, 33, 63, 64, 65, 100, 576, 1001};

Row normal_row(std::int64_t size, std::uint32_t seed = 1, float deviation = 1) {
  std::mt19937 random(seed);
  std::normal_distribution<float> normal(0, deviation);
  Row row(static_cast<std::size_t>(size));
  for (float& value : row) value = normal(random);
  return row;
}

/// How many floats lie between a value and what it should be.
double units_apart(float value, double expected) {
  int exponent = 0;
  std::frexp(expected, &exponent);
  const double unit = std::ldexp(1.0, std::max(exponent - 24, -149));
  return std::abs(double{value} - expected) / unit;
}

void expect_near(const Row& row, const std::vector<double>& expected, double relative) {
  ASSERT_EQ(row.size(), expected.size());
  for (std::size_t i = 0; i < row.size(); ++i) {
    ASSERT_NEAR(row[i], expected[i], relative * std::max(std::abs(expected[i]), 1e-3))
        << "at " << i;
  }
}

std::int64_t size_of(const Row& row) {
  return static_cast<std::int64_t>(row.size());
}

TEST(Vector, RmsNormAgreesWithTheReference) {
  for_every_isa([](Isa) {
    for (const std::int64_t size : kSizes) {
      Row x = normal_row(size, 1, 3);
      const Row weight = normal_row(size, 2);
      double squares = 0;
      for (const float v : x) squares += double{v} * double{v};
      const double factor = 1 / std::sqrt(squares / static_cast<double>(size) + 1e-5);
      std::vector<double> plain, weighted;
      for (std::size_t i = 0; i < x.size(); ++i) {
        plain.push_back(double{x[i]} * factor);
        weighted.push_back(double{x[i]} * factor * (double{weight[i]} + 1.0));
      }
      Row y(x.size());
      rms_norm(x.data(), nullptr, 1, 1e-5f, size, y.data());
      expect_near(y, plain, 3e-7);
      rms_norm(x.data(), weight.data(), 1, 1e-5f, size, x.data());
      expect_near(x, weighted, 5e-7);
    }
  });
}

TEST(Vector, LayerNormAgreesWithTheReference) {
  for_every_isa([](Isa) {
    for (const std::int64_t size : kSizes) {
      Row x = normal_row(size, 1, 3);
      const Row weight = normal_row(size, 2);
      const Row bias = normal_row(size, 3);
      double mean = 0;
      for (const float v : x) mean += v;
      mean /= static_cast<double>(size);
      double squares = 0;
      for (const float v : x) squares += (v - mean) * (v - mean);
      const double factor = 1 / std::sqrt(squares / static_cast<double>(size) + 1e-5);
      std::vector<double> plain, weighted;
      for (std::size_t i = 0; i < x.size(); ++i) {
        plain.push_back((x[i] - mean) * factor);
        weighted.push_back((x[i] - mean) * factor * weight[i] + bias[i]);
      }
      Row y(x.size());
      layer_norm(x.data(), nullptr, nullptr, 1e-5f, size, y.data());
      for (std::size_t i = 0; i < y.size(); ++i) ASSERT_NEAR(y[i], plain[i], 2e-6);
      layer_norm(x.data(), weight.data(), bias.data(), 1e-5f, size, x.data());
      for (std::size_t i = 0; i < x.size(); ++i) ASSERT_NEAR(x[i], weighted[i], 5e-6);
    }
  });
}

TEST(Vector, RotatesPairsInBothOrders) {
  for_every_isa([](Isa) {
    for (const std::int64_t pairs : {1, 5, 8, 16, 20, 32, 40, 64}) {
      for (const bool interleaved : {false, true}) {
        Row head = normal_row(2 * pairs + 3);
        const Row cosines = normal_row(pairs, 2);
        const Row sines = normal_row(pairs, 3);
        std::vector<double> expected(head.begin(), head.end());
        for (std::int64_t i = 0; i < pairs; ++i) {
          const auto a = static_cast<std::size_t>(interleaved ? 2 * i : i);
          const auto b = static_cast<std::size_t>(interleaved ? 2 * i + 1 : i + pairs);
          const double c = cosines[static_cast<std::size_t>(i)];
          const double s = sines[static_cast<std::size_t>(i)];
          expected[a] = double{head[a]} * c - double{head[b]} * s;
          expected[b] = double{head[b]} * c + double{head[a]} * s;
        }
        rotate(head.data(), cosines.data(), sines.data(), pairs, interleaved);
        for (std::size_t i = 0; i < head.size(); ++i) ASSERT_NEAR(head[i], expected[i], 1e-6);
      }
    }
  });
}

double exactly(Activation activation, double x) {
  switch (activation) {
    case Activation::kSilu:
      return x / (1 + std::exp(-x));
    case Activation::kGelu:
      return x / 2 * std::erfc(-x / std::sqrt(2.0));
    case Activation::kGeluTanh:
      return x / (1 + std::exp(-2 * std::sqrt(2 / M_PI) * (x + 0.044715 * x * x * x)));
    case Activation::kRelu:
      return std::max(x, 0.0);
    case Activation::kReluSquared:
      return std::max(x, 0.0) * std::max(x, 0.0);
  }
  return 0;
}

constexpr Activation kActivations[] = {Activation::kSilu, Activation::kGelu, Activation::kGeluTanh,
                                       Activation::kRelu, Activation::kReluSquared};

/// A relative error of 1e-6, where it is not below what matters to a sum: without fused products
/// the tails of both GELUs are less exact.
TEST(Vector, ActivationsAgreeWithTheReference) {
  for_every_isa([](Isa) {
    Row points;
    for (int i = -3000; i <= 3000; ++i) points.push_back(static_cast<float>(i) / 237);
    for (const Activation activation : kActivations) {
      Row x = points;
      activate(activation, x.data(), size_of(x));
      for (std::size_t i = 0; i < x.size(); ++i) {
        const double expected = exactly(activation, points[i]);
        ASSERT_NEAR(x[i], expected, 1e-6 * std::abs(expected) + 1e-10)
            << static_cast<int>(activation) << " of " << points[i];
      }
    }
  });
}

TEST(Vector, ActivationsKeepNaNAndDoNotOverflow) {
  for_every_isa([](Isa) {
    for (const Activation activation : kActivations) {
      Row x = {-1e30f, -200, 200, kNaN, 0};
      activate(activation, x.data(), size_of(x));
      EXPECT_EQ(x[0], 0.0f);
      EXPECT_EQ(x[1], 0.0f);
      EXPECT_EQ(x[2], activation == Activation::kReluSquared ? 40000.0f : 200.0f);
      EXPECT_TRUE(std::isnan(x[3])) << static_cast<int>(activation);
      EXPECT_EQ(x[4], 0.0f);
    }
  });
}

/// The same bits wherever an element lies in a row, and however long that is.
TEST(Vector, ElementsDoNotDependOnTheirPlace) {
  for_every_isa([](Isa) {
    const Row points = normal_row(101, 9, 4);
    const Row up = normal_row(101, 10);
    for (const Activation activation : kActivations) {
      Row whole = points;
      gate(activation, whole.data(), up.data(), size_of(whole));
      for (std::size_t i = 0; i < points.size(); ++i) {
        float one = points[i];
        gate(activation, &one, &up[i], 1);
        ASSERT_EQ(std::memcmp(&one, &whole[i], sizeof one), 0);
        one = points[i];
        activate(activation, &one, 1);
        ASSERT_EQ(one * up[i], whole[i]);
      }
    }
  });
}

TEST(Vector, AddsAScaledRow) {
  for_every_isa([](Isa) {
    for (const std::int64_t size : kSizes) {
      Row x = normal_row(size);
      const Row y = normal_row(size, 2);
      std::vector<double> expected;
      for (std::size_t i = 0; i < x.size(); ++i) expected.push_back(x[i] + 0.3f * double{y[i]});
      add_scaled(x.data(), y.data(), 0.3f, size);
      for (std::size_t i = 0; i < x.size(); ++i) ASSERT_NEAR(x[i], expected[i], 5e-7);
    }
  });
}

TEST(Vector, ArgmaxIsTheFirstOfTheLargest) {
  for_every_isa([](Isa) {
    for (const std::int64_t size : kSizes) {
      Row x = normal_row(size);
      const auto largest = std::ranges::max_element(x);
      EXPECT_EQ(argmax(x.data(), size), largest - x.begin());
      for (std::int64_t at : {size - 1, size / 2, std::int64_t{0}}) {
        x[static_cast<std::size_t>(at)] = 100;
        EXPECT_EQ(argmax(x.data(), size), at);
      }
      std::ranges::fill(x, -5.0f);
      EXPECT_EQ(argmax(x.data(), size), 0);
    }
  });
}

TEST(Vector, ArgmaxIsNeverNaN) {
  for_every_isa([](Isa) {
    for (const std::int64_t size : kSizes) {
      Row x(static_cast<std::size_t>(size), kNaN);
      EXPECT_EQ(argmax(x.data(), size), -1);
      for (const float value : {-kInfinity, -3.0f, kInfinity}) {
        x.back() = value;
        EXPECT_EQ(argmax(x.data(), size), size - 1);
      }
    }
    EXPECT_EQ(argmax(nullptr, 0), -1);
  });
}

TEST(Vector, SoftmaxAgreesWithTheReference) {
  for_every_isa([](Isa) {
    for (const std::int64_t size : {1, 2, 15, 16, 17, 100, 1001, 49152, 151936}) {
      for (const float temperature : {1.0f, 0.3f, 2.0f}) {
        Row x = normal_row(size, 4, 5);
        const double largest = *std::ranges::max_element(x);
        double sum = 0;
        for (const float v : x) sum += std::exp((v - largest) / temperature);
        std::vector<double> expected;
        for (const float v : x) expected.push_back(std::exp((v - largest) / temperature) / sum);
        const float log_sum = softmax(x.data(), temperature, size);
        EXPECT_NEAR(log_sum, largest / temperature + std::log(sum),
                    5e-7 * std::abs(log_sum) + 5e-7);
        for (std::size_t i = 0; i < x.size(); ++i) {
          ASSERT_NEAR(x[i], expected[i], 2e-5 * expected[i] + 1e-30);
        }
      }
    }
  });
}

TEST(Vector, SoftmaxGivesNothingToMinusInfinity) {
  for_every_isa([](Isa) {
    Row x(37, -kInfinity);
    x[3] = 1;
    x[36] = 1;
    EXPECT_FLOAT_EQ(softmax(x.data(), 1, size_of(x)), 1 + std::log(2.0f));
    EXPECT_EQ(x[3], 0.5f);
    EXPECT_EQ(x[36], 0.5f);
    EXPECT_EQ(std::ranges::count(x, 0.0f), 35);
    std::ranges::fill(x, -kInfinity);
    EXPECT_EQ(softmax(x.data(), 1, size_of(x)), -kInfinity);
    EXPECT_EQ(std::ranges::count(x, 0.0f), 37);
  });
}

TEST(Vector, SoftmaxOfNaNIsNaN) {
  for_every_isa([](Isa) {
    Row x = normal_row(37);
    x[20] = kNaN;
    EXPECT_TRUE(std::isnan(softmax(x.data(), 1, size_of(x))));
    EXPECT_TRUE(std::ranges::all_of(x, [](float v) { return std::isnan(v); }));
  });
}

/// Seen through the softmax of (0, x), whose second weight is exp(x) times the first.
TEST(Vector, ExponentialsAreWithinUnitsOfTheLastPlace) {
  for_every_isa([](Isa) {
    for (int i = 0; i < 20000; ++i) {
      const float x = -static_cast<float>(i) * 0.004321f;
      Row row = {0, x};
      softmax(row.data(), 1, 2);
      ASSERT_LE(units_apart(row[1], std::exp(double{x}) / (1 + std::exp(double{x}))), 4) << x;
    }
  });
}

}  // namespace
}  // namespace maas::kernels
