#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "maas/error.h"
#include "maas/progress.h"
#include "maas/recipe.h"

namespace maas::data {

/// Something of a recipe's data that does not work.
struct Finding {
  std::string key;  ///< of the recipe, to be blamed
  ErrorCode code = ErrorCode::kInvalidData;
  std::string message;
  std::string hint{};
};

/// What the headers of a split say.
struct SplitSummary {
  std::string split;
  std::string source;  ///< the layout's name, or "part of train"
  std::int64_t samples = 0;
  std::vector<std::string> classes;
  std::vector<std::string> shapes;  ///< "1x28x28"; several where pictures differ
};

inline void describe(Fields& fields, SplitSummary& summary) {
  fields("split", summary.split, "train, valid or test");
  fields("source", summary.source, "layout of its files, or the split that it is part of");
  fields("samples", summary.samples, "how many samples it has");
  fields("classes", summary.classes, "the classes' names");
  fields("shapes", summary.shapes, "channels x rows x columns of its pictures");
}

struct DataCheck {
  std::vector<SplitSummary> splits;
  std::vector<Finding> findings;
  std::vector<std::string> warnings;  ///< what training does not stumble over
};

/// Opens the headers of a recipe's data and checks what training would stumble over: files that are
/// missing or broken, labels that do not go with the pictures, shapes and classes that do not go
/// with each other or with the pre-processing, samples that are in two splits, and data in reach
/// that are left out. No more than data.skip_bad broken pictures are put up with.
/// @throws Error kIo; kInterrupted or kTerminated if a stop is asked for
DataCheck check_data(const Recipe& recipe, Progress& progress);

}  // namespace maas::data
