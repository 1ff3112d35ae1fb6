#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "kernels/team.h"

/// Attention over cached keys and values that lie in pages.
namespace maas::kernels {

/// How keys and values are kept. kInt8: codes with an fp32 scale for each head of each token.
enum class CacheType : std::uint8_t { kF32, kF16, kInt8 };

/// Tokens of a page.
inline constexpr std::int64_t kPageTokens = 32;

/// The shape of one layer's cache. A page is [kv_heads][keys, then values]: keys are
/// [head_size][kPageTokens], values [kPageTokens][head_size, up to a multiple of 16]; of kInt8 each
/// is followed by [kPageTokens] scales.
struct CacheShape {
  CacheType type = CacheType::kF32;
  std::int64_t kv_heads = 0;
  std::int64_t head_size = 0;

  /// Of one page of one layer; a multiple of 64.
  std::size_t page_bytes() const;
};

/// Stores the key and the value [kv_heads, head_size] of one token at a position of its page.
void store(const CacheShape& shape, std::byte* page, std::int64_t position_in_page,
           const float* key, const float* value);

/// Tokens of one sequence that attend to what is cached of it, their own keys included.
struct Query {
  const float* q = nullptr;  ///< [tokens, heads, head_size], token stride `q_stride`
  std::int64_t q_stride = 0;
  float* output = nullptr;  ///< [tokens, heads * head_size]
  std::int64_t tokens = 0;
  std::int64_t first_position = 0;            ///< of the first of the tokens
  std::span<const std::byte* const> pages{};  ///< of the sequence from its start, of this layer
};

/// How scores become weights.
struct AttentionOptions {
  std::int64_t heads = 0;        ///< a multiple of kv_heads
  float scale = 1;               ///< of q k
  float soft_cap = 0;            ///< cap * tanh(score / cap); 0: none
  std::int64_t window = 0;       ///< a token sees itself and window - 1 before it; 0: all
  const float* sinks = nullptr;  ///< [heads]: a score that takes part in the sum only; null: none
  bool causal = true;            ///< else a token sees the query's last one too; without a window
};

/// Bytes of scratch that `attend` needs for the longest sequence and the team's threads.
std::size_t attention_scratch_bytes(const CacheShape& shape, const AttentionOptions& options,
                                    std::int64_t positions, int threads);

/// Attention of several sequences, each to itself. Called by all workers of a team together; they
/// must wait before it (keys are stored) and after it. The key axis of few long sequences is split
/// across the threads in parts that do not depend on their number: neither does the result.
void attend(Worker& worker, const CacheShape& shape, const AttentionOptions& options,
            std::span<const Query> queries, std::span<std::byte> scratch);

}  // namespace maas::kernels
