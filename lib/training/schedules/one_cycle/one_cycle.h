#pragma once

#include "training/schedules/one_cycle/card.h"
#include "training/schedules/schedule.h"

namespace maas::schedules {

Schedule make_one_cycle(const Horizon& horizon, const OneCycleOptions& options);

}  // namespace maas::schedules
