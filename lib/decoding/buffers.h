#pragma once

#include <cstdint>

#include "decoding/memory.h"
#include "decoding/specification.h"

namespace maas::decoding {

/// What layers with experts need; empty where there are none.
struct ExpertBuffers {
  Memory scores;   ///< [tokens, experts]
  Memory inputs;   ///< [tokens, width]: of the tokens of one expert
  Memory outputs;  ///< [tokens, width]
};

/// What a step needs of memory beside weights and caches, for any number of tokens up to the most.
struct Buffers {
  Buffers(const Specification& specification, std::int64_t most_tokens);

  std::int64_t query_size = 0;  ///< of a token, all heads of the largest layer
  std::int64_t key_size = 0;
  std::int64_t mlp_size = 0;

  Memory stream;   ///< [tokens, width]: what layers add to
  Memory normed;   ///< [tokens, width]
  Memory queries;  ///< [tokens, query_size]
  Memory keys;     ///< [tokens, key_size]
  Memory values;   ///< [tokens, key_size]
  Memory mixed;    ///< [tokens, query_size]
  Memory added;    ///< [tokens, width]: what a mixer or an MLP gives
  Memory gates;    ///< [tokens, mlp_size]
  Memory ups;      ///< [tokens, mlp_size]
  ExpertBuffers experts;
};

}  // namespace maas::decoding
