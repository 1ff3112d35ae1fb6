#pragma once

#include <cstddef>
#include <cstdint>

#include "kernels/attention.h"
#include "kernels/dispatch.h"

/// Attention of a few queries to a part of a sequence's keys.
///
/// The lanes of a score's vector are tokens, those of a weighted value's are elements: no sum
/// crosses lanes. A row is one query of one head. What is computed of a row depends on the row and
/// on where a part begins alone, not on the rows beside it.
namespace maas::kernels {

/// Keys that are weighted by one softmax; parts are combined afterwards, in order.
inline constexpr int64_t kPartTokens = 256;
inline constexpr int64_t kPartPages = kPartTokens / kPageTokens;
/// Rows of a block, for any instruction set.
inline constexpr int64_t kMostRows = 12;
/// Rows of values, and whatever lies between rows, are multiples of this.
inline constexpr int64_t kRowGrain = 16;
/// Floats between the scores of rows: not a power of two, for the sake of the cache.
inline constexpr int64_t kScoreStride = kPartTokens + kRowGrain;

/// Returns the elements of a row of values.
[[gnu::always_inline]] inline int64_t row_width(int64_t head_size) {
  return (head_size + kRowGrain - 1) / kRowGrain * kRowGrain;
}

/// Where things lie in a page.
struct PageLayout {
  [[gnu::always_inline]] explicit PageLayout(const CacheShape& shape) {
    const int64_t element = shape.type == CacheType::kF32   ? 4
                            : shape.type == CacheType::kF16 ? 2
                                                            : 1;
    const int64_t scales = shape.type == CacheType::kInt8 ? kPageTokens * 4 : 0;
    key_bytes = (kPageTokens * shape.head_size * element + 63) / 64 * 64;
    value_bytes = kPageTokens * row_width(shape.head_size) * element;
    head_bytes = key_bytes + value_bytes + 2 * scales;
    values = key_bytes + scales;
  }

  int64_t key_bytes;  ///< a multiple of 64, as the rest
  int64_t value_bytes;
  int64_t values;      ///< from a head's keys to its values
  int64_t head_bytes;  ///< from a head to the next
};

/// Rows that attend to the same keys.
struct RowBlock {
  int64_t rows;
  const float* q;            ///< [head_size][rows], times the scale
  int64_t begin[kMostRows];  ///< of the part's keys that each row sees
  int64_t end[kMostRows];    ///< not after `begin` where it sees none
};

/// A part's keys and values of one head.
struct KeyPart {
  const std::byte* const* pages;  ///< from the part's first
  int64_t page_count;             ///< at most kPartPages
  int64_t head;                   ///< from a page's start to the head's keys
};

/// Values weighted by exp(score - largest), and the sum of these weights, of each row.
struct Weighted {
  float* largest;  ///< [kRowGrain]
  float* sum;      ///< [kRowGrain]; 0 where a row sees nothing
  float* values;   ///< [rows][row_width]
};

/// The operations of one instruction set.
struct AttentionKernels {
  int64_t rows;  ///< of a block, at most

  /// Stores the key and value of one head of one token; `head` points to the head's keys.
  void (*store)(const CacheShape& shape, std::byte* head, int64_t position, const float* key,
                const float* value);

  /// Computes what the rows get from a part, and meanwhile fetches the keys of the next.
  /// @param scores  room for [kMostRows][kScoreStride]
  void (*attend)(const CacheShape& shape, const KeyPart& part, const KeyPart& next,
                 const RowBlock& block, float soft_cap, float* scores, const Weighted& result);

  /// Adds what comes from a later part.
  void (*merge)(const Weighted& part, int64_t rows, int64_t head_size, const Weighted& into);

  /// Writes the mean value of a row.
  /// @param sink  a score without a value, or null
  void (*finish)(const Weighted& all, int64_t row, int64_t head_size, const float* sink,
                 float* output);
};

/// Returns the operations for `isa`, which must be available.
const AttentionKernels& attention_kernels(Isa isa);

namespace scalar {
extern const AttentionKernels kAttentionKernels;
}
namespace avx2 {
extern const AttentionKernels kAttentionKernels;
}
namespace avx512 {
extern const AttentionKernels kAttentionKernels;
}

}  // namespace maas::kernels
