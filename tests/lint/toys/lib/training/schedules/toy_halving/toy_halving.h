#pragma once

#include "training/schedules/schedule.h"
#include "training/schedules/toy_halving/card.h"

namespace maas::schedules {

Schedule make_toy_halving(const Horizon& horizon, const ToyHalvingOptions& options);

}  // namespace maas::schedules
