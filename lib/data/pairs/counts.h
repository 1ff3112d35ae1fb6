#pragma once

#include <string>
#include <vector>

#include "data/pairs.h"
#include "data/split_inspector.h"

namespace maas::data {

/// Counts users and items, and what the ratings are like.
/// @param pairs  at least one, none of them broken
PairCounts count_pairs(const Pairs& pairs);

/// Returns how often each rating is given, the least first; of more than twenty different ones how
/// many are in each tenth of their range.
std::vector<Count> rating_counts(const Pairs& pairs);

/// Returns "943 users, 1,682 items".
std::string counts_text(const PairCounts& counts);

}  // namespace maas::data
