#pragma once

#include <string>
#include <utility>
#include <vector>

namespace maas::report {

/// One upright axis of parallel coordinates.
struct Rail {
  std::string name;
  std::vector<std::pair<double, std::string>> ticks;  ///< place, 0 at the foot to 1 -> text
};

/// One line across the axes.
struct Strand {
  std::string title;           ///< shown under the mouse
  std::vector<double> places;  ///< on each axis, 0 at the foot to 1
  double quality = 0;          ///< 0 to 1; the better, the stronger it is drawn
  bool is_best = false;
};

/// Returns the HTML of a chart of parallel coordinates. Better strands lie above worse ones.
std::string parallel_chart(const std::vector<Rail>& rails, std::vector<Strand> strands);

/// Returns an axis of numbers, or of anything else as categories in the order in which they come,
/// and the place of each value on it.
/// @param logarithmic  whether equal ratios get equal distances; for positive numbers alone
std::pair<Rail, std::vector<double>> rail_of(const std::string& name,
                                             const std::vector<std::string>& values,
                                             bool logarithmic);

}  // namespace maas::report
