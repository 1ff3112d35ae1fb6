#pragma once

#include <cstdint>

#include "maas/recipe.h"

namespace maas::recipe {

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
///   the warmup is longer than the training, or if an epoch has no batch
Plan plan_of(const Recipe& recipe, std::int64_t samples);

/// Returns a span in steps, which may be fractional.
double in_steps(const Span& span, std::int64_t steps_per_epoch);

}  // namespace maas::recipe
