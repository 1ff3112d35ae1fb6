#include "decoding/buffers.h"

#include <algorithm>

namespace maas::decoding {
namespace {

std::int64_t mlp_size_of(const Layer& layer) {
  if (const auto* const dense = std::get_if<Mlp>(&layer.mlp)) return dense->size;
  return std::get<Experts>(layer.mlp).expert.size;
}

Memory rows(std::int64_t tokens, std::int64_t size) {
  return Memory(static_cast<std::size_t>(tokens * size) * sizeof(float));
}

}  // namespace

Buffers::Buffers(const Specification& specification, std::int64_t most_tokens) {
  std::int64_t most_experts = 0;
  for (const Layer& layer : specification.layers) {
    const auto& attention = std::get<Attention>(layer.mixer);
    query_size = std::max(query_size, attention.heads * attention.head_size);
    key_size = std::max(key_size, attention.kv_heads * attention.head_size);
    mlp_size = std::max(mlp_size, mlp_size_of(layer));
    if (const auto* const several = std::get_if<Experts>(&layer.mlp)) {
      most_experts = std::max(most_experts, several->count);
    }
  }
  stream = rows(most_tokens, specification.width);
  normed = rows(most_tokens, specification.width);
  queries = rows(most_tokens, query_size);
  keys = rows(most_tokens, key_size);
  values = rows(most_tokens, key_size);
  mixed = rows(most_tokens, query_size);
  added = rows(most_tokens, specification.width);
  gates = rows(most_tokens, mlp_size);
  ups = rows(most_tokens, mlp_size);
  if (most_experts == 0) return;
  experts = {.scores = rows(most_tokens, most_experts),
             .inputs = rows(most_tokens, specification.width),
             .outputs = rows(most_tokens, specification.width)};
}

}  // namespace maas::decoding
