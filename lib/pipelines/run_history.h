#pragma once

#include <optional>
#include <string>

#include "maas/train.h"
#include "store/run_directory.h"
#include "store/run_manifest.h"

namespace maas::pipelines {

/// What a run directory holds from before, and what is to be done with it.
struct RunHistory {
  std::optional<store::RunManifest> manifest;  ///< of the run to continue; nothing: a new run
  bool up_to_date = false;                     ///< complete, by the same recipe
};

/// Compares what is in the run directory with what is asked, and clears it where a new run starts.
///
/// @throws Error kInvalidRecipe if the recipe differs in keys that may not change on resume;
/// kNotFound
///   if `--resume must` finds no checkpoint; kCannotCreate if `--resume never` finds a run and
///   there is no `--force`
RunHistory look_back(const store::RunDirectory& run, const TrainRequest& request);

}  // namespace maas::pipelines
