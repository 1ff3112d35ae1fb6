#pragma once

#include <cstddef>
#include <vector>

/// Successive halving (Jamieson and Talwalkar 2016; Li et al. 2020, "ASHA") with rungs that wait
/// for all of their trials, so that who goes on does not depend on who finishes first.
namespace maas::tuning {

/// Returns the lengths at which trials are paused and compared, ascending, without the full one:
/// `full / reduction^k`, as many as leave the first rung `shortest` long and the last a choice.
std::vector<double> rung_lengths(double full, double shortest, std::size_t trials,
                                 double reduction);

/// Returns how many of a rung's trials go on.
std::size_t promoted(std::size_t trials, double reduction);

}  // namespace maas::tuning
