#pragma once

#include <cstdint>
#include <string>

#include "maas/recipe.h"
#include "training/schedules/schedule.h"

namespace maas::training {

/// A recipe's lengths in optimizer steps.
struct Plan {
  std::int64_t samples = 0;
  std::int64_t global_batch = 0;
  std::int64_t micro_batch = 0;
  std::int64_t steps_per_epoch = 0;
  std::int64_t steps = 0;
  std::int64_t warmup = 0;
  std::int64_t eval_every = 0;
  std::int64_t save_every = 0;
  std::int64_t log_every = 0;
  std::int64_t patience = 0;  ///< 0: no early stop
  double max_seconds = 0;     ///< 0: no limit

  double epoch_at(std::int64_t step) const {
    return static_cast<double>(step) / static_cast<double>(steps_per_epoch);
  }
};

/// @param samples  of the training split
/// @throws Error kInvalidRecipe if a length is in a unit that this data cannot be counted in, if
/// the
///   warmup is longer than the training, or if an epoch has no batch
Plan plan_of(const Recipe& recipe, std::int64_t samples);

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
