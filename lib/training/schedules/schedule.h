#pragma once

#include <cstdint>
#include <functional>

#include "maas/fields.h"
#include "recipe/plan.h"

namespace maas::schedules {

/// Lengths that spans are measured against.
struct Horizon {
  std::int64_t steps_per_epoch = 1;
  std::int64_t steps = 1;  ///< of the whole training, after the warmup

  /// Returns a span in steps, which may be fractional.
  double in_steps(const Span& span) const { return recipe::in_steps(span, steps_per_epoch); }
};

/// A pure function of the step, in 0..steps-1, that gives the factor of the learning rate.
using Schedule = std::function<double(std::int64_t step)>;

/// Puts a linear rise over `warmup` steps before a schedule, whose own count starts after it.
Schedule with_warmup(Schedule schedule, std::int64_t warmup);

}  // namespace maas::schedules
