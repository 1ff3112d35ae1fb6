#include "kernels/attention.h"

#include <cmath>
#include <cstring>
#include <random>
#include <vector>

#include "kernels/every_isa.h"
#include "support/support.h"

namespace maas::kernels {
namespace {

/// The keys and values of one sequence, as given and in pages.
struct Sequence {
  Sequence(const CacheShape& of, std::int64_t tokens, std::uint32_t seed)
      : shape(of), size(tokens), width(of.kv_heads * of.head_size) {
    std::mt19937 random(seed);
    std::normal_distribution<float> normal;
    for (std::vector<float>* part : {&keys, &values}) {
      part->resize(static_cast<std::size_t>(size * width));
      for (float& value : *part) value = normal(random);
    }
    // Whatever lies behind the last token must not matter.
    memory.assign(
        static_cast<std::size_t>((size + kPageTokens - 1) / kPageTokens) * shape.page_bytes(),
        std::byte{0xFF});
    for (std::size_t at = 0; at < memory.size(); at += shape.page_bytes()) {
      pages.push_back(memory.data() + at);
    }
    for (std::int64_t t = 0; t < size; ++t) {
      store(shape, page(t), t % kPageTokens, keys.data() + t * width, values.data() + t * width);
    }
  }

  std::byte* page(std::int64_t token) {
    return memory.data() + static_cast<std::size_t>(token / kPageTokens) * shape.page_bytes();
  }

  CacheShape shape;
  std::int64_t size;
  std::int64_t width;
  std::vector<float> keys, values;
  std::vector<std::byte> memory;
  std::vector<const std::byte*> pages;
};

/// Queries of the last `tokens` of a sequence.
struct Ask {
  Ask(const Sequence& of, std::int64_t all_heads, std::int64_t last)
      : sequence(of), heads(all_heads), tokens(last) {
    std::mt19937 random(5);
    std::normal_distribution<float> normal;
    q.resize(static_cast<std::size_t>(sequence.size * row()));
    for (float& value : q) value = normal(random);
    output.assign(static_cast<std::size_t>(tokens * row()), -77.0f);
  }

  std::int64_t row() const { return heads * sequence.shape.head_size; }
  std::int64_t first() const { return sequence.size - tokens; }
  Query query() {
    return {.q = q.data() + first() * row(),
            .q_stride = row(),
            .output = output.data(),
            .tokens = tokens,
            .first_position = first(),
            .pages = sequence.pages};
  }

  const Sequence& sequence;
  std::int64_t heads, tokens;
  std::vector<float> q, output;
};

void run(const CacheShape& shape, const AttentionOptions& options, std::span<const Query> queries,
         int threads) {
  std::int64_t positions = 0;
  for (const Query& query : queries) {
    positions = std::max(positions, query.first_position + query.tokens);
  }
  std::vector<std::byte> scratch(attention_scratch_bytes(shape, options, positions, threads) + 64,
                                 std::byte{0xFF});
  const std::span<std::byte> room(scratch.data(), scratch.size() - 64);
  Team team(threads);
  team.run([&](Worker& worker) { attend(worker, shape, options, queries, room); });
  for (std::size_t i = room.size(); i < scratch.size(); ++i) {
    ASSERT_EQ(scratch[i], std::byte{0xFF}) << "wrote behind the scratch";
  }
}

/// Returns attention in double precision.
std::vector<double> reference(const Ask& ask, const AttentionOptions& options) {
  const Sequence& s = ask.sequence;
  const std::int64_t size = s.shape.head_size;
  const std::int64_t group = options.heads / s.shape.kv_heads;
  std::vector<double> result(ask.output.size(), 0.0);
  for (std::int64_t t = 0; t < ask.tokens; ++t) {
    for (std::int64_t h = 0; h < options.heads; ++h) {
      const std::int64_t position = ask.first() + t;
      const std::int64_t begin =
          options.window > 0 ? std::max<std::int64_t>(0, position - options.window + 1) : 0;
      const float* q = ask.q.data() + (position * options.heads + h) * size;
      std::vector<double> scores;
      double largest = options.sinks != nullptr ? options.sinks[h] : -INFINITY;
      for (std::int64_t k = begin; k <= position; ++k) {
        double score = 0;
        const float* key = s.keys.data() + k * s.width + h / group * size;
        for (std::int64_t d = 0; d < size; ++d) score += double{q[d]} * double{key[d]};
        score *= options.scale;
        if (options.soft_cap > 0) score = options.soft_cap * std::tanh(score / options.soft_cap);
        scores.push_back(score);
        largest = std::max(largest, score);
      }
      double sum = options.sinks != nullptr ? std::exp(options.sinks[h] - largest) : 0.0;
      for (double& score : scores) sum += score = std::exp(score - largest);
      double* output = result.data() + (t * options.heads + h) * size;
      for (std::int64_t k = begin; k <= position; ++k) {
        const float* value = s.values.data() + k * s.width + h / group * size;
        for (std::int64_t d = 0; d < size; ++d) {
          output[d] += scores[static_cast<std::size_t>(k - begin)] / sum * double{value[d]};
        }
      }
    }
  }
  return result;
}

/// Keys and values are of a normal distribution: f16 rounds them by 2^-11, 8 bits by 3 / 127 / 2 or
/// a little more, and scores of a deviation of 1 by as much.
double tolerance(CacheType type) {
  return type == CacheType::kF32 ? 3e-6 : type == CacheType::kF16 ? 2e-3 : 8e-2;
}

void expect_reference(const Ask& ask, const AttentionOptions& options) {
  const std::vector<double> expected = reference(ask, options);
  double worst = 0;
  for (std::size_t i = 0; i < expected.size(); ++i) {
    const double apart = std::abs(double{ask.output[i]} - expected[i]);
    ASSERT_FALSE(std::isnan(apart)) << "at " << i;
    worst = std::max(worst, apart);
  }
  EXPECT_LE(worst, tolerance(ask.sequence.shape.type));
}

AttentionOptions options_of(const CacheShape& shape, std::int64_t group) {
  return {.heads = shape.kv_heads * group,
          .scale = 1.0f / std::sqrt(static_cast<float>(shape.head_size))};
}

constexpr CacheType kTypes[] = {CacheType::kF32, CacheType::kF16, CacheType::kInt8};

void check(const CacheShape& shape, const AttentionOptions& options, std::int64_t size,
           std::int64_t tokens, int threads = 1) {
  SCOPED_TRACE(::testing::Message() << "type " << static_cast<int>(shape.type) << " head size "
                                    << shape.head_size << " heads " << options.heads << " size "
                                    << size << " tokens " << tokens << " threads " << threads);
  const Sequence sequence(shape, size, 3);
  Ask ask(sequence, options.heads, tokens);
  const Query query = ask.query();
  run(shape, options, {&query, 1}, threads);
  expect_reference(ask, options);
}

TEST(Attention, AgreesWithTheReferenceForEveryHeadSize) {
  for_every_isa([](Isa) {
    for (const CacheType type : kTypes) {
      for (const std::int64_t head_size : {16, 40, 64, 80, 96, 128, 256}) {
        const CacheShape shape{type, 2, head_size};
        check(shape, options_of(shape, 3), 45, 1);
        check(shape, options_of(shape, 3), 45, 45);
      }
    }
  });
}

TEST(Attention, AgreesWithTheReferenceForEveryGroup) {
  for_every_isa([](Isa) {
    for (const CacheType type : kTypes) {
      for (const std::int64_t group : {1, 2, 3, 4, 7, 8, 16}) {
        const CacheShape shape{type, 2, 64};
        check(shape, options_of(shape, group), 301, 1);
        check(shape, options_of(shape, group), 290, 35);
      }
    }
  });
}

TEST(Attention, EndsAnywhereInAPage) {
  for_every_isa([](Isa) {
    const CacheShape shape{CacheType::kF16, 1, 32};
    for (std::int64_t size = 1; size <= 66; ++size) check(shape, options_of(shape, 2), size, 1);
    for (const std::int64_t size : {255, 256, 257, 288, 511, 512, 513, 1025}) {
      check(shape, options_of(shape, 2), size, 1);
      check(shape, options_of(shape, 2), size, 9);
    }
  });
}

TEST(Attention, SeesNoMoreThanTheWindow) {
  for_every_isa([](Isa) {
    const CacheShape shape{CacheType::kF32, 2, 16};
    for (const std::int64_t window : {1, 2, 31, 32, 33, 100, 256, 300, 5000}) {
      AttentionOptions options = options_of(shape, 3);
      options.window = window;
      check(shape, options, 700, 1);
      check(shape, options, 700, 300, 2);
    }
  });
}

TEST(Attention, CapsScores) {
  for_every_isa([](Isa) {
    const CacheShape shape{CacheType::kF32, 1, 64};
    AttentionOptions options = options_of(shape, 4);
    options.soft_cap = 1.5f;
    check(shape, options, 70, 70);
  });
}

TEST(Attention, LetsSinksTakePartInTheSum) {
  for_every_isa([](Isa) {
    const CacheShape shape{CacheType::kF32, 1, 64};
    AttentionOptions options = options_of(shape, 3);
    const float sinks[] = {-3.0f, 1.0f, 40.0f};
    options.sinks = sinks;
    check(shape, options, 70, 70);
    check(shape, options, 700, 1, 2);
  });
}

TEST(Attention, DoesNotDependOnThreadsNorOnWhatElseIsInACall) {
  for_every_isa([](Isa) {
    for (const CacheType type : kTypes) {
      const CacheShape shape{type, 2, 64};
      for (const std::int64_t window : {0, 100}) {
        AttentionOptions options = options_of(shape, 3);
        options.window = window;
        std::vector<Sequence> sequences;
        for (const std::int64_t size : {600, 1, 33, 256}) {
          sequences.emplace_back(shape, size, static_cast<std::uint32_t>(size));
        }
        std::vector<Ask> together;
        std::vector<Query> queries;
        for (const Sequence& sequence : sequences) {
          together.emplace_back(sequence, options.heads,
                                std::min<std::int64_t>(sequence.size, 100));
        }
        for (Ask& ask : together) queries.push_back(ask.query());
        for (const int threads : {1, 2, 5}) {
          run(shape, options, queries, threads);
          for (const Ask& ask : together) {
            for (std::int64_t t = 0; t < ask.tokens; t += 29) {
              std::vector<float> alone(static_cast<std::size_t>(ask.row()));
              const Query query{.q = ask.q.data() + (ask.first() + t) * ask.row(),
                                .output = alone.data(),
                                .tokens = 1,
                                .first_position = ask.first() + t,
                                .pages = ask.sequence.pages};
              run(shape, options, {&query, 1}, 1);
              ASSERT_EQ(std::memcmp(alone.data(), ask.output.data() + t * ask.row(),
                                    static_cast<std::size_t>(ask.row()) * sizeof(float)),
                        0)
                  << "sequence of " << ask.sequence.size << " token " << t << " threads "
                  << threads;
            }
          }
        }
      }
    }
  });
}

/// A broken token spoils those that see it, none before.
TEST(Attention, KeepsNaNFromTokensThatDoNotSeeIt) {
  for_every_isa([](Isa) {
    for (const CacheType type : kTypes) {
      for (const float broken : {NAN, INFINITY}) {
        const CacheShape shape{type, 1, 64};
        Sequence sequence(shape, 300, 3);
        std::vector<float> row(64, 1.0f);
        row[40] = broken;
        store(shape, sequence.page(270), 270 % kPageTokens, row.data(), row.data());
        Ask ask(sequence, 2, 300);
        const Query query = ask.query();
        run(shape, options_of(shape, 2), {&query, 1}, 1);
        const auto is_finite = [](float value) { return std::isfinite(value); };
        const auto begin = ask.output.begin();
        EXPECT_TRUE(std::all_of(begin, begin + 270 * 128, is_finite));
        for (std::int64_t t = 270; t < 300; ++t) EXPECT_FALSE(is_finite(begin[t * 128 + 40]));
      }
    }
  });
}

TEST(Attention, KeepsPagesAtMultiplesOf64Bytes) {
  for (const CacheType type : kTypes) {
    for (const std::int64_t head_size : {1, 16, 40, 80, 128}) {
      EXPECT_EQ((CacheShape{type, 3, head_size}.page_bytes() % 64), 0u);
    }
  }
}

}  // namespace
}  // namespace maas::kernels
