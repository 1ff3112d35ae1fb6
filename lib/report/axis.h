#pragma once

#include <string>
#include <vector>

namespace maas::report {

/// A linear axis whose ticks are round numbers.
struct Axis {
  double low = 0;
  double high = 1;
  double step = 0.2;          ///< between two ticks: 1, 2 or 5 times a power of ten
  std::vector<double> ticks;  ///< within low..high

  /// Returns where a value lies: 0 at `low`, 1 at `high`.
  double place(double value) const { return (value - low) / (high - low); }

  /// Returns a tick's text, with the digits that tell it from its neighbours.
  std::string label(double tick) const;
};

/// Returns an axis from a value to a larger one, with about `intervals` between its ticks. Equal
/// values get room on both sides.
Axis exact_axis(double low, double high, int intervals);

/// The same, widened so that it begins and ends at a tick.
Axis rounded_axis(double low, double high, int intervals);

}  // namespace maas::report
