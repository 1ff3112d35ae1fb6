#pragma once

#include "training/schedules/cosine/card.h"
#include "training/schedules/schedule.h"

namespace maas::schedules {

Schedule make_cosine(const Horizon& horizon, const CosineOptions& options);

}  // namespace maas::schedules
