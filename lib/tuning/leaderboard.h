#pragma once

#include "maas/tune.h"
#include "tuning/directory.h"
#include "tuning/journal.h"
#include "tuning/plan.h"

namespace maas::tuning {

/// Returns the trials from the best to the worst: those trained to the end, those that were stopped
/// (the longest trained first), those without a result, which are planned, those that failed. Equal
/// ones stand in the order of their numbers.
TuneReport leaderboard(const Plan& plan, const Journal& journal, const Paths& paths);

}  // namespace maas::tuning
