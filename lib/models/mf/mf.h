#pragma once

#include <memory>

#include "models/mf/card.h"
#include "models/network.h"

namespace maas::models {

/// b_u + b_i + p_u . q_i (Koren, Bell & Volinsky 2009) of users with items, [B, K] for K items each
/// or, where a batch names none, for all items. A network of one output is asked for a number; of
/// more, for an order of the items, in which the user's bias has no say and is left out. The number
/// 0, of users and items that are unknown, stands for a bias and factors of zero.
/// @throws Error kInvalidRecipe if the problem has no users or no items
std::shared_ptr<Network> make_mf(const Problem& problem, const MfOptions& options);

}  // namespace maas::models
