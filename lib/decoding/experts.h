#pragma once

#include <cstdint>
#include <vector>

#include "decoding/specification.h"

namespace maas::decoding {

/// A token that an expert works on, and what its result counts.
struct Routed {
  std::int64_t token;
  float weight;
};

/// Of each expert the tokens that chose it, in their order.
using Routes = std::vector<std::vector<Routed>>;

/// Lets each token choose its experts: the `active` of the highest probability, of equals the
/// first.
/// @param scores  [tokens, count]: logits of the router; they are changed
Routes route(const Experts& experts, float* scores, std::int64_t tokens);

}  // namespace maas::decoding
