#pragma once

#include "base/factories.h"
#include "training/schedules/schedule.h"

namespace maas::schedules {

using Factories = base::FactoryTable<Schedule(const Horizon&)>;

/// The schedules of this build: `Schedule make_<name>(const Horizon&, const Options&)`.
const Factories& factories();

}  // namespace maas::schedules
