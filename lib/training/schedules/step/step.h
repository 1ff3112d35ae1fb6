#pragma once

#include "training/schedules/schedule.h"
#include "training/schedules/step/card.h"

namespace maas::schedules {

Schedule make_step(const Horizon& horizon, const StepOptions& options);

}  // namespace maas::schedules
