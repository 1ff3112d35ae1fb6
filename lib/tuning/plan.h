#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "maas/catalog.h"
#include "maas/progress.h"
#include "maas/recipe.h"
#include "maas/tune.h"
#include "recipe/loader.h"
#include "tuning/metric.h"
#include "tuning/sampler.h"

namespace maas::tuning {

/// One recipe to try.
struct Trial {
  std::int64_t number = 0;
  Assignment assignment;
  Recipe recipe;
};

/// Everything that decides what a tuning finds, settled before anything is written.
struct Plan {
  TuneOptions options;
  Space space;
  Metric metric;
  Recipe recipe;  ///< as it stands
  std::vector<Trial> trials;
  std::vector<double> rungs;  ///< where trials are paused and compared; empty: nowhere

  /// Whether trial 0 is the recipe as it stands, which is then trained to the end whatever happens,
  /// so that the best has something to be compared with.
  bool has_baseline() const { return trials.front().assignment.empty(); }
  Judge judge_of(const Trial& trial) const;
  /// Whether trials may learn from different samples.
  bool tries_samples() const;
};

/// Draws the trials, and reads the recipe of each to check it.
///
/// @param source  the recipe and the overrides; no standard input
/// @throws Error kUsage (space, metric, method), kInvalidRecipe (a key or value of the space),
///   kNotFound
Plan make_plan(const TuneOptions& options, const recipe::LoadRequest& source,
               const Catalog& catalog, Progress& progress);

/// Gives the trials their compute threads where the recipe does not.
void set_threads(Plan& plan, std::int64_t threads);

}  // namespace maas::tuning
