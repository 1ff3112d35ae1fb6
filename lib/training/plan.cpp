#include "training/plan.h"

#include "maas/catalog.h"
#include "maas/error.h"
#include "training/schedules/registry.h"

namespace maas::training {

schedules::Schedule schedule_of(const ScheduleBlock& block, const Plan& plan) {
  Component component = block.schedule;
  look_up(catalog(), Registry::kSchedule, component);
  const schedules::Horizon horizon{.steps_per_epoch = plan.steps_per_epoch,
                                   .steps = plan.steps - plan.warmup};
  return schedules::with_warmup(schedules::factories().make(component, horizon), plan.warmup);
}

MetricName metric_name(const std::string& text) {
  const std::size_t dot = text.find('.');
  if (dot == 0 || dot == std::string::npos || dot + 1 == text.size()) {
    throw failure_with_hint(ErrorCode::kInvalidRecipe, "write for instance valid.acc",
                            "'{}' does not name a metric of a split", text);
  }
  return {text.substr(0, dot), text.substr(dot + 1)};
}

}  // namespace maas::training
