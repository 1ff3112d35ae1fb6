#include "training/schedules/step/step.h"

#include <cmath>

namespace maas::schedules {

Schedule make_step(const Horizon& horizon, const StepOptions& options) {
  if (options.every.unit == Span::Unit::kToken) {
    fail(ErrorCode::kInvalidRecipe,
         "schedule.every: pictures are not counted in tokens; write steps or epochs");
  }
  const double every = horizon.in_steps(options.every);
  return [every, factor = options.factor](std::int64_t step) {
    return std::pow(factor, std::floor(static_cast<double>(step) / every));
  };
}

}  // namespace maas::schedules
