#pragma once

#include "training/schedules/schedule.h"
#include "training/schedules/toy_fall/card.h"

namespace maas::schedules {

Schedule make_toy_fall(const Horizon& horizon, const ToyFallOptions& options);

}  // namespace maas::schedules
