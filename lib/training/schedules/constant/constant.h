#pragma once

#include "training/schedules/constant/card.h"
#include "training/schedules/schedule.h"

namespace maas::schedules {

Schedule make_constant(const Horizon& horizon, const ConstantOptions& options);

}  // namespace maas::schedules
