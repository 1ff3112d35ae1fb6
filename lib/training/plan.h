#pragma once

#include <string>

#include "maas/recipe.h"
#include "recipe/plan.h"
#include "training/schedules/schedule.h"

namespace maas::training {

using recipe::Plan;
using recipe::plan_of;

/// The learning-rate factor of each step of a plan, warmup included.
schedules::Schedule schedule_of(const ScheduleBlock& block, const Plan& plan);

/// A metric as recipes name it: `valid.acc` is split `valid`, name `acc`.
struct MetricName {
  std::string split;
  std::string name;
};

/// @throws Error kInvalidRecipe if the text is not `split.name`
MetricName metric_name(const std::string& text);

}  // namespace maas::training
