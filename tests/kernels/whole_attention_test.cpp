#include <cmath>
#include <random>
#include <vector>

#include <gtest/gtest.h>

#include "kernels/attention.h"
#include "kernels/every_isa.h"

namespace maas::kernels {
namespace {

constexpr std::int64_t kHeads = 3;

std::vector<float> random_values(std::int64_t count) {
  static std::mt19937 random(5);
  std::normal_distribution<float> normal;
  std::vector<float> values(static_cast<std::size_t>(count));
  for (float& value : values) value = normal(random);
  return values;
}

/// Texts behind each other, whose tokens all see each other.
struct Texts {
  Texts(std::vector<std::int64_t> sizes, std::int64_t size)
      : lengths(std::move(sizes)), head_size(size) {
    for (const std::int64_t length : lengths) tokens += length;
    for (auto* const part : {&q, &k, &v}) *part = random_values(tokens * width());
  }

  std::int64_t width() const { return kHeads * head_size; }

  std::vector<float> attended(int threads) const {
    const CacheShape shape = {.kv_heads = kHeads, .head_size = head_size};
    const AttentionOptions options = {.heads = kHeads, .scale = 0.3F, .causal = false};
    std::vector<float> output(q.size());
    std::vector<std::vector<float>> memory;
    std::vector<std::vector<const std::byte*>> pages;
    std::vector<Query> queries;
    std::int64_t first = 0;
    std::int64_t longest = 0;
    for (const std::int64_t length : lengths) {
      std::vector<const std::byte*>& its = pages.emplace_back();
      for (std::int64_t i = 0; i < length; ++i) {
        if (i % kPageTokens == 0) {
          memory.emplace_back(shape.page_bytes() / sizeof(float));
          its.push_back(reinterpret_cast<const std::byte*>(memory.back().data()));
        }
        const std::int64_t at = (first + i) * width();
        store(shape, reinterpret_cast<std::byte*>(memory.back().data()), i % kPageTokens,
              k.data() + at, v.data() + at);
      }
      queries.push_back({.q = q.data() + first * width(),
                         .q_stride = width(),
                         .output = output.data() + first * width(),
                         .tokens = length});
      first += length;
      longest = std::max(longest, length);
    }
    for (std::size_t i = 0; i < queries.size(); ++i) queries[i].pages = pages[i];
    std::vector<std::byte> scratch(attention_scratch_bytes(shape, options, longest, threads));
    Team(threads).run([&](Worker& worker) { attend(worker, shape, options, queries, scratch); });
    return output;
  }

  /// Of one token and head in double precision.
  std::vector<double> reference(std::int64_t first, std::int64_t length, std::int64_t token,
                                std::int64_t head) const {
    const auto row = [&](const std::vector<float>& part, std::int64_t t) {
      return part.data() + t * width() + head * head_size;
    };
    std::vector<double> sum(static_cast<std::size_t>(head_size), 0);
    double weights = 0;
    for (std::int64_t t = first; t < first + length; ++t) {
      double score = 0;
      for (std::int64_t d = 0; d < head_size; ++d) {
        score += static_cast<double>(row(q, token)[d]) * row(k, t)[d];
      }
      const double weight = std::exp(0.3F * score);
      weights += weight;
      for (std::int64_t d = 0; d < head_size; ++d) {
        sum[static_cast<std::size_t>(d)] += weight * row(v, t)[d];
      }
    }
    for (double& value : sum) value /= weights;
    return sum;
  }

  std::vector<std::int64_t> lengths;
  std::int64_t head_size;
  std::int64_t tokens = 0;
  std::vector<float> q{}, k{}, v{};
};

TEST(WholeAttention, AgreesWithTheReference) {
  for_every_isa([](Isa) {
    for (const std::int64_t head_size : {8, 20, 32, 64}) {
      const Texts texts({1, 5, 31, 33, 300}, head_size);
      const std::vector<float> output = texts.attended(2);
      std::int64_t first = 0;
      for (const std::int64_t length : texts.lengths) {
        for (std::int64_t token = first; token < first + length; ++token) {
          for (std::int64_t head = 0; head < kHeads; ++head) {
            const auto wanted = texts.reference(first, length, token, head);
            for (std::size_t d = 0; d < wanted.size(); ++d) {
              const auto at = static_cast<std::size_t>(token * texts.width() + head * head_size);
              ASSERT_NEAR(output[at + d], wanted[d], 2e-5) << token << " " << head << " " << d;
            }
          }
        }
        first += length;
      }
    }
  });
}

TEST(WholeAttention, GivesTheSameBitsForAnyNumberOfThreads) {
  const Texts texts({300, 7, 64}, 32);
  const std::vector<float> one = texts.attended(1);
  EXPECT_EQ(texts.attended(2), one);
  EXPECT_EQ(texts.attended(3), one);
}

}  // namespace
}  // namespace maas::kernels
