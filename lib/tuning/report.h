#pragma once

#include <string>

#include "maas/tune.h"
#include "tuning/plan.h"

namespace maas::tuning {

/// Returns one HTML file: the trials in parallel coordinates, the leaderboard, the best recipe.
/// @param best_yaml  empty if every trial failed
std::string tuning_report(const Plan& plan, const TuneReport& board, const std::string& best_yaml);

}  // namespace maas::tuning
