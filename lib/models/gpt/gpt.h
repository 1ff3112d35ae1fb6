#pragma once

#include <memory>

#include "models/gpt/card.h"
#include "models/network.h"

namespace maas::models {

/// A decoder of GPT-2's form (Radford et al. 2019): learned positions, layer norms before attention
/// and before the network of two layers, GELU, and the embedding as the last layer's weights.
///
/// From `ids` [B, T] to logits [B, T, Problem::vocabulary].
/// @throws Error kInvalidRecipe if the problem's inputs are no tokens of a known number at the
/// most,
///   or `width` is no multiple of `heads`
std::shared_ptr<Network> make_gpt(const Problem& problem, const GptOptions& options);

}  // namespace maas::models
