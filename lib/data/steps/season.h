#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace maas::data {

/// After how many steps a series is much as it was.
struct Season {
  std::int64_t steps = 0;
  double autocorrelation = 0;  ///< of steps so far apart
};

/// Returns the lag of the highest peak of the autocorrelation, if it is one that tells: of lags of
/// two to a third of the steps, at the most 2,000. Of many steps the last 20,000 are looked at.
/// @param values  in the order of time; NaN: missing, counted as the mean
std::optional<Season> likely_season(const std::vector<double>& values);

}  // namespace maas::data
