#include "training/schedules/schedule.h"

namespace maas::schedules {

Schedule with_warmup(Schedule schedule, std::int64_t warmup) {
  if (warmup <= 0) return schedule;
  return [schedule = std::move(schedule), warmup](std::int64_t step) {
    if (step >= warmup) return schedule(step - warmup);
    return schedule(0) * static_cast<double>(step + 1) / static_cast<double>(warmup);
  };
}

}  // namespace maas::schedules
