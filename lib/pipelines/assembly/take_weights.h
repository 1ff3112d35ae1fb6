#pragma once

#include <string>

#include "maas/digest_check.h"
#include "maas/recipe.h"
#include "models/network.h"

namespace maas::pipelines {

/// Copies the weights of `model.from`, which may lie in shards, into a network. Names go through
/// `model.rename`: the longest beginning that is listed is replaced. What matches `model.fresh`
/// keeps the values that it has; everything else must have its counterpart.
///
/// @return a fingerprint of the weights
/// @throws Error kNotFound; kInvalidRecipe if the model is int8, if `fresh` matches nothing or
///   `rename` no tensor, or if two tensors come to one name; kInvalidData if a tensor is missing,
///   left over or of another shape, or if a file is not the one that the manifest records
std::string take_weights(const ModelBlock& block, DigestCheck check, models::Network& network);

}  // namespace maas::pipelines
