#pragma once

#include <string>
#include <vector>

#include "data/split_check.h"
#include "maas/progress.h"
#include "maas/recipe.h"

namespace maas::data {

struct DataCheck {
  std::vector<SplitSummary> splits;
  std::vector<Finding> findings;
  std::vector<std::string> warnings;  ///< what training does not stumble over
};

/// Opens the headers of a recipe's data and checks what training would stumble over: files that are
/// missing or broken, labels that do not go with the samples, shapes, columns and classes that do
/// not go with each other or with the pre-processing, samples that are in two splits, and data in
/// reach that are left out. No more than data.skip_bad broken samples are put up with.
/// @throws Error kIo; kInterrupted or kTerminated if a stop is asked for
DataCheck check_data(const Recipe& recipe, Progress& progress);

}  // namespace maas::data
