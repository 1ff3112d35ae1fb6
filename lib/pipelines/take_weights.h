#pragma once

#include <string>

#include "maas/digest_check.h"
#include "maas/fields.h"
#include "models/network.h"

namespace maas::pipelines {

/// Copies a model's weights, which may lie in shards, into a network of the same layers.
///
/// @param from  a model as the command line names it
/// @return a fingerprint of the weights
/// @throws Error kNotFound; kInvalidRecipe if the model is int8; kInvalidData if a tensor is
///   missing or has another shape, or if a file is not the one that the manifest records
std::string take_weights(const Path& from, DigestCheck check, models::Network& network);

}  // namespace maas::pipelines
