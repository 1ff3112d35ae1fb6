#include "training/schedules/one_cycle/one_cycle.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace maas::schedules {
namespace {

/// From `start` to `end` along half a cosine; `progress` in 0..1.
double anneal(double start, double end, double progress) {
  return end + (start - end) * (1 + std::cos(std::numbers::pi * progress)) / 2;
}

}  // namespace

/// Smith and Topin 2018, with cosines for the straight lines; the top and the end fall on the steps
/// that PyTorch's OneCycleLR puts them on.
Schedule make_one_cycle(const Horizon& horizon, const OneCycleOptions& options) {
  const double top = options.rise * static_cast<double>(horizon.steps) - 1;
  const double fall = static_cast<double>(horizon.steps) - 1 - top;
  return [options, top, fall](std::int64_t step) {
    const auto at = static_cast<double>(step);
    if (at < top) return anneal(options.start, 1, at / top);
    return anneal(1, options.final, std::min(1.0, (at - top) / fall));
  };
}

}  // namespace maas::schedules
