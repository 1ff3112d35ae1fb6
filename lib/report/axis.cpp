#include "report/axis.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace maas::report {
namespace {

/// The round number next to a wished distance between ticks in ratio.
double round_step(double wished) {
  const double power = std::pow(10, std::floor(std::log10(wished)));
  const double leading = wished / power;
  if (leading < std::sqrt(2)) return power;
  if (leading < std::sqrt(10)) return 2 * power;
  if (leading < std::sqrt(50)) return 5 * power;
  return 10 * power;
}

/// Makes room around equal values, or values so close that no tick would fall between them.
void spread(double& low, double& high) {
  if (high - low > 1e-9 * std::max(std::abs(low), std::abs(high))) return;
  const double room = low == 0 ? 1 : std::abs(low) / 10;
  low -= room;
  high += room;
}

void place_ticks(Axis& axis) {
  constexpr double kSlack = 1e-9;
  const double first = std::ceil(axis.low / axis.step - kSlack);
  const double last = std::floor(axis.high / axis.step + kSlack);
  for (double tick = first; tick <= last; ++tick) {
    axis.ticks.push_back(tick * axis.step + 0.0);  // a negative zero becomes a positive one
  }
}

}  // namespace

std::string Axis::label(double tick) const {
  if (step < 1e-4 || std::max(std::abs(low), std::abs(high)) >= 1e6) {
    return fmt::format("{:g}", tick);
  }
  const auto decimals = static_cast<int>(std::max(0.0, std::ceil(-std::log10(step) - 1e-9)));
  return fmt::format("{:.{}f}", tick, decimals);
}

Axis exact_axis(double low, double high, int intervals) {
  spread(low, high);
  Axis axis{.low = low, .high = high, .step = round_step((high - low) / intervals), .ticks = {}};
  place_ticks(axis);
  return axis;
}

Axis rounded_axis(double low, double high, int intervals) {
  spread(low, high);
  Axis axis{.low = low, .high = high, .step = round_step((high - low) / intervals), .ticks = {}};
  axis.low = std::floor(low / axis.step) * axis.step;
  axis.high = std::ceil(high / axis.step) * axis.step;
  place_ticks(axis);
  return axis;
}

}  // namespace maas::report
