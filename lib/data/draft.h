#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "data/layout.h"
#include "data/left_out.h"
#include "maas/progress.h"

namespace maas::data {

/// What a recipe is wanted for.
struct DraftRequest {
  std::filesystem::path source;
  std::string target{};  ///< column of a table to be told from the others; empty: it is chosen
  std::string task{};    ///< empty: the one that suits
};

/// A recipe that trains on data as they are.
struct Draft {
  std::string recipe;             ///< commented and minimal
  std::vector<LeftOut> left_out;  ///< of the training split
};

/// Looks at a data set, reads every sample to its end, of a stream some, and writes a recipe:
/// absolute paths, a share of the training samples for each split that has no files, the task, the
/// pre-processing, a network, an optimizer and a length that suit what was seen.
/// @throws Error kNotFound; kInvalidData if samples are broken, or too few to take the missing
///   splits out of them, or if there are fewer than two classes; kUsage if the data have no such
///   target, or the task takes other data; kInterrupted or kTerminated if a stop is asked for
Draft draft_recipe(const DraftRequest& request, Progress& progress);

}  // namespace maas::data
