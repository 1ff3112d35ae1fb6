#pragma once

#include <filesystem>
#include <functional>

#include "maas/catalog.h"
#include "maas/progress.h"
#include "maas/tune.h"
#include "recipe/loader.h"

namespace maas::tuning {

struct TuneRequest {
  TuneOptions options;
  recipe::LoadRequest source;     ///< the recipe and the overrides
  std::filesystem::path program;  ///< the path of maas, which trains the trials
  /// Checks the recipe as it stands; called before the first trial where that is one.
  std::function<void()> check_recipe = [] {};
};

/// Tries variants of a recipe and writes the best one to `<output>/best.yaml`; a dry run only says
/// which are still to be tried.
///
/// The same request repeated after a kill at any moment gives the same leaderboard. A trial that
/// fails stands at its end; a training of the best recipe by itself gives the trial's weights.
///
/// @throws Error kUsage, kInvalidRecipe, kNotFound (see make_plan), kBusy, kCannotCreate, kIo,
///   kInterrupted and kTerminated (state saved)
TuneReport tune(const TuneRequest& request, const Catalog& catalog, Progress& progress);

}  // namespace maas::tuning
