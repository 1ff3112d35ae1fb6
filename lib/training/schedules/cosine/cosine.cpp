#include "training/schedules/cosine/cosine.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace maas::schedules {

Schedule make_cosine(const Horizon& horizon, const CosineOptions& options) {
  return [steps = static_cast<double>(horizon.steps), final = options.final](std::int64_t step) {
    const double progress = std::min(1.0, static_cast<double>(step) / steps);
    return final + (1 - final) * (1 + std::cos(std::numbers::pi * progress)) / 2;
  };
}

}  // namespace maas::schedules
