#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "tuning/space.h"

namespace maas::tuning {

/// The keys that a trial sets, with YAML of their values; empty for the recipe as it stands.
using Assignment = std::vector<std::pair<std::string, std::string>>;

/// Returns at most `count` assignments, all different: the empty one, then random ones. Each
/// depends on the seed, its number and those before it alone, so that a larger count goes on where
/// a smaller one ended. There are fewer if the space has not as many points.
std::vector<Assignment> draw(const Space& space, std::uint64_t seed, std::size_t count);

/// Returns every point of the space, the last axis changing fastest.
/// @throws Error kUsage for a range without points, and for more than 10,000 points
std::vector<Assignment> grid(const Space& space);

}  // namespace maas::tuning
