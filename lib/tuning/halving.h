#pragma once

#include "tuning/runner.h"

namespace maas::tuning {

/// Runs the plan's trials, rung by rung if it has any.
///
/// Of each rung the best go on, and so does the recipe as it stands; the ones that are left at the
/// last are trained to the end.
/// @throws Error as Runner::run does
void run_trials(const Plan& plan, const Journal& journal, Runner& runner);

/// Returns a trial's result that counts: of all it has, that of the longest training; null for one
/// that has none.
const Result* standing_of(const Trial& trial, const Plan& plan, const Journal& journal);

}  // namespace maas::tuning
