#include "kernels/matrix.h"

#include <bit>
#include <cmath>
#include <cstring>
#include <limits>
#include <map>
#include <random>
#include <vector>

#include "kernels/every_isa.h"
#include "support/support.h"

namespace maas::kernels {
namespace {

constexpr Weight kTypes[] = {Weight::kF32, Weight::kF16, Weight::kBF16};
constexpr float kInfinity = std::numeric_limits<float>::infinity();

std::size_t size_of(std::int64_t count) {
  return static_cast<std::size_t>(count);
}

/// Returns the 16 bits of a value that fp16 holds exactly or as a normal number, cut off.
std::uint16_t half_bits(float value) {
  const auto bits = std::bit_cast<std::uint32_t>(value);
  const std::uint32_t sign = bits >> 16 & 0x8000u;
  const std::uint32_t exponent = bits >> 23 & 0xFFu;
  if (exponent == 0xFF) return static_cast<std::uint16_t>(sign | 0x7C00u | (bits >> 13 & 0x3FFu));
  if (exponent <= 112) return static_cast<std::uint16_t>(sign);
  return static_cast<std::uint16_t>(sign | (exponent - 112) << 10 | (bits >> 13 & 0x3FFu));
}

/// A weight with its memory, which begins at an odd address, and its values.
struct Weights {
  Weights(Weight of, std::int64_t rows, std::int64_t columns) : type(of) {
    values.resize(size_of(rows * columns));
    bytes.resize(values.size() * bytes_of(type) + 1);
    std::mt19937 random(7);
    std::normal_distribution<float> normal;
    for (std::size_t i = 0; i < values.size(); ++i) set(i, normal(random));
    matrix = {.type = type, .rows = rows, .columns = columns, .data = bytes.data() + 1};
  }

  void set(std::size_t index, float value) {
    std::byte* const to = bytes.data() + 1 + index * bytes_of(type);
    const auto bits = std::bit_cast<std::uint32_t>(value);
    values[index] = value;
    if (type == Weight::kF32) {
      std::memcpy(to, &value, sizeof value);
      return;
    }
    const auto half =
        type == Weight::kF16 ? half_bits(value) : static_cast<std::uint16_t>(bits >> 16);
    std::memcpy(to, &half, sizeof half);
    const std::uint32_t cut = type == Weight::kF16 ? bits & ~0x1FFFu : bits & 0xFFFF0000u;
    values[index] = std::bit_cast<float>(cut);
    if (type == Weight::kF16 && (half & 0x7FFFu) == 0) values[index] = 0;
  }

  Weight type;
  std::vector<std::byte> bytes;
  std::vector<float> values;
  Matrix matrix;
};

std::vector<float> random_values(std::int64_t count, unsigned seed) {
  std::mt19937 random(seed);
  std::normal_distribution<float> normal;
  std::vector<float> values(size_of(count));
  for (float& value : values) value = normal(random);
  return values;
}

struct Call {
  std::int64_t tokens = 1;
  int threads = 1;
  const float* bias = nullptr;
  std::int64_t stride = 0;  ///< of y; 0: rows
};

/// Teams are kept: to make one takes longer than a product.
Team& team_of(int threads) {
  static std::map<int, Team> teams;
  return teams.try_emplace(threads, threads).first->second;
}

std::vector<float> product(const Matrix& w, const float* x, const Call& call) {
  const std::int64_t stride = call.stride == 0 ? w.rows : call.stride;
  const std::size_t bytes = scratch_bytes(call.tokens, w.columns, call.threads);
  std::vector<float> y(size_of(call.tokens * stride), -1.0f);
  std::vector<std::byte> memory(bytes + 64);
  auto* const start = reinterpret_cast<std::byte*>(
      (reinterpret_cast<std::uintptr_t>(memory.data()) + 63) / 64 * 64);
  team_of(call.threads).run([&](Worker& worker) {
    multiply(worker, w, x, call.tokens, call.bias, y.data(), stride, {start, bytes});
  });
  return y;
}

/// Returns the nearest bf16, the even one of two.
float rounded(float value) {
  const auto bits = std::bit_cast<std::uint32_t>(value);
  return std::bit_cast<float>((bits + 0x7FFFu + (bits >> 16 & 1u)) & 0xFFFF0000u);
}

/// Expects outputs within what rounding of fp32 sums allows.
void expect_product(const Weights& w, const std::vector<float>& x, const std::vector<float>& y,
                    const Call& call) {
  const Matrix& m = w.matrix;
  const bool rounds = rounds_activations(w.type);
  const std::int64_t stride = call.stride == 0 ? m.rows : call.stride;
  for (std::int64_t t = 0; t < call.tokens; ++t) {
    for (std::int64_t r = 0; r < m.rows; ++r) {
      double sum = call.bias == nullptr ? 0 : static_cast<double>(call.bias[r]);
      double magnitude = std::abs(sum);
      for (std::int64_t c = 0; c < m.columns; ++c) {
        const float value = x[size_of(t * m.columns + c)];
        const double term = static_cast<double>(w.values[size_of(r * m.columns + c)]) *
                            static_cast<double>(rounds ? rounded(value) : value);
        sum += term;
        magnitude += std::abs(term);
      }
      ASSERT_NEAR(y[size_of(t * stride + r)], sum, magnitude * 4e-7)
          << "token " << t << " row " << r;
    }
  }
}

struct Shape {
  std::int64_t rows, columns, tokens;
};

constexpr Shape kShapes[] = {{1, 1, 1},    {3, 7, 2},     {5, 31, 3},    {4, 32, 4},
                             {9, 33, 7},   {17, 576, 1},  {17, 576, 5},  {3, 1536, 16},
                             {70, 65, 17}, {67, 769, 23}, {2, 2049, 19}, {130, 7, 100},
                             {49152, 3, 2}};

TEST(Multiply, AgreesWithSumsInDoublePrecision) {
  for_every_isa([](Isa) {
    for (const Weight type : kTypes) {
      for (const Shape& shape : kShapes) {
        SCOPED_TRACE(testing::Message() << "type " << static_cast<int>(type) << ", " << shape.rows
                                        << " x " << shape.columns << " x " << shape.tokens);
        const Weights w(type, shape.rows, shape.columns);
        const std::vector<float> x = random_values(shape.tokens * shape.columns, 1);
        const std::vector<float> bias = random_values(shape.rows, 2);
        for (const float* of : {static_cast<const float*>(nullptr), bias.data()}) {
          const Call call{.tokens = shape.tokens, .threads = 2, .bias = of};
          expect_product(w, x, product(w.matrix, x.data(), call), call);
        }
      }
    }
  });
}

TEST(Multiply, LeavesWhatLiesBetweenRowsOfOutputs) {
  for_every_isa([](Isa) {
    const Weights w(Weight::kF16, 6, 40);
    for (const std::int64_t tokens : {2, 20}) {
      const std::vector<float> x = random_values(tokens * 40, 1);
      const Call call{.tokens = tokens, .threads = 1, .bias = nullptr, .stride = 9};
      const std::vector<float> y = product(w.matrix, x.data(), call);
      expect_product(w, x, y, call);
      for (std::int64_t t = 0; t < tokens; ++t) {
        for (std::int64_t r = 6; r < 9; ++r) EXPECT_EQ(y[size_of(t * 9 + r)], -1.0f);
      }
    }
  });
}

TEST(Multiply, GivesTheSameBitsForAnyNumberOfThreads) {
  for_every_isa([](Isa) {
    for (const Weight type : kTypes) {
      const Weights w(type, 147, 833);
      for (const std::int64_t tokens : {1, 5, 40}) {
        const std::vector<float> x = random_values(tokens * 833, 1);
        const std::vector<float> one = product(w.matrix, x.data(), {.tokens = tokens});
        for (const int threads : {2, 3, 4}) {
          EXPECT_EQ(product(w.matrix, x.data(), {.tokens = tokens, .threads = threads}), one);
        }
      }
    }
  });
}

TEST(Multiply, GivesATokenTheSameBitsWhateverIsBesideIt) {
  for_every_isa([](Isa) {
    for (const Weight type : kTypes) {
      const Weights w(type, 70, 1601);
      constexpr std::int64_t kTokens = 67;
      const std::vector<float> x = random_values(kTokens * 1601, 1);
      const std::vector<float> all = product(w.matrix, x.data(), {.tokens = kTokens});
      for (const std::int64_t tokens : {1, 2, 3, 4, 5, 6, 7, 11, 16, 17, 31, 64}) {
        for (const std::int64_t first : {std::int64_t{0}, kTokens - tokens}) {
          const std::vector<float> some =
              product(w.matrix, x.data() + first * 1601, {.tokens = tokens});
          EXPECT_TRUE(std::equal(some.begin(), some.end(), all.begin() + first * 70)) << tokens;
        }
      }
    }
  });
}

TEST(Multiply, GivesARowTheSameBitsWhateverIsBesideIt) {
  for_every_isa([](Isa) {
    for (const Weight type : kTypes) {
      const Weights w(type, 11, 577);
      const std::vector<float> x = random_values(577, 1);
      const std::vector<float> all = product(w.matrix, x.data(), {});
      for (std::int64_t row = 0; row < 11; ++row) {
        EXPECT_EQ(product(w.matrix.slice(row, 1), x.data(), {})[0], all[size_of(row)]);
      }
    }
  });
}

TEST(Multiply, HasNothingToDoWithoutTokensOrRows) {
  for_every_isa([](Isa) {
    const Weights w(Weight::kF16, 6, 40);
    const std::vector<float> x = random_values(20 * 40, 1);
    EXPECT_TRUE(product(w.matrix, x.data(), {.tokens = 0, .threads = 2}).empty());
    for (const std::int64_t tokens : {1, 20}) {
      const Call call{.tokens = tokens, .threads = 2, .bias = nullptr, .stride = 1};
      EXPECT_EQ(product(w.matrix.slice(6, 0), x.data(), call),
                std::vector<float>(size_of(tokens), -1.0f));
    }
  });
}

TEST(Multiply, PassesOnWhatIsNotFinite) {
  for_every_isa([](Isa) {
    for (const Weight type : kTypes) {
      for (const std::int64_t tokens : {2, 18}) {
        Weights w(type, 5, 50);
        for (std::size_t c = 0; c < 50; ++c) w.set(3 * 50 + c, 1.0f);
        w.set(50 + 49, kInfinity);
        w.set(2 * 50 + 7, std::numeric_limits<float>::quiet_NaN());
        std::vector<float> x(size_of(tokens * 50), 1.0f);
        x[50 + 48] = -kInfinity;
        const std::vector<float> y = product(w.matrix, x.data(), {.tokens = tokens});
        EXPECT_TRUE(std::isfinite(y[0]));
        EXPECT_EQ(y[1], kInfinity);
        EXPECT_TRUE(std::isnan(y[2]));
        EXPECT_TRUE(std::isfinite(y[3]));
        EXPECT_TRUE(std::isnan(y[5 + 2]));
        EXPECT_EQ(y[5 + 3], -kInfinity);
      }
    }
  });
}

TEST(ReadRow, WidensWhatIsKept) {
  for_every_isa([](Isa) {
    for (const Weight type : kTypes) {
      for (const std::int64_t columns : {1, 7, 16, 33, 576}) {
        const Weights w(type, 3, columns);
        for (std::int64_t row = 0; row < 3; ++row) {
          std::vector<float> values(size_of(columns) + 1, -1.0f);
          read_row(w.matrix, row, values.data());
          EXPECT_TRUE(
              std::equal(values.begin(), values.end() - 1, w.values.begin() + row * columns));
          EXPECT_EQ(values.back(), -1.0f);
        }
      }
    }
  });
}

TEST(ReadRow, KnowsAllHalves) {
  std::vector<std::uint16_t> halves(65536);
  for (std::size_t i = 0; i < halves.size(); ++i) halves[i] = static_cast<std::uint16_t>(i);
  const Matrix w{.type = Weight::kF16,
                 .rows = 1,
                 .columns = 65536,
                 .data = reinterpret_cast<const std::byte*>(halves.data())};
  for_every_isa([&](Isa) {
    std::vector<float> values(halves.size());
    read_row(w, 0, values.data());
    for (std::size_t i = 0; i < halves.size(); ++i) {
      const auto exponent = static_cast<int>(i >> 10 & 31u);
      const auto fraction = static_cast<float>(i & 1023u);
      const float sign = i < 32768 ? 1.0f : -1.0f;
      if (exponent == 31) {
        EXPECT_TRUE(fraction == 0 ? values[i] == sign * kInfinity : std::isnan(values[i]));
      } else {
        const float magnitude =
            exponent == 0 ? std::ldexp(fraction, -24) : std::ldexp(1024 + fraction, exponent - 25);
        EXPECT_EQ(values[i], sign * magnitude);
        EXPECT_EQ(std::signbit(values[i]), i >= 32768);
      }
    }
  });
}

}  // namespace
}  // namespace maas::kernels
