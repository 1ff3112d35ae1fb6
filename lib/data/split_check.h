#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "data/broken.h"
#include "data/dataset.h"
#include "maas/error.h"
#include "maas/fields.h"
#include "maas/progress.h"

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
  std::vector<std::string> shapes;   ///< "1x28x28", "3 to 52 words", "9 to 28 nodes"
  std::vector<std::string> columns;  ///< of a table
};

inline void describe(Fields& fields, SplitSummary& summary) {
  fields("split", summary.split, "train, valid or test");
  fields("source", summary.source, "layout of its files, or the split that it is part of");
  fields("samples", summary.samples, "how many samples it has");
  fields("classes", summary.classes, "the classes' names");
  fields("shapes", summary.shapes,
         "channels x rows x columns of its pictures, words of its texts, nodes of its graphs");
  fields("columns", summary.columns, "names of its table's columns");
}

/// What is checked of the splits of a recipe beyond what all kinds of data have in common.
class SplitCheck {
 public:
  virtual ~SplitCheck() = default;

  /// Reads what is read of each sample, and adds to the summary what that says.
  /// @return the broken samples
  /// @throws Error kIo; kInterrupted or kTerminated if a stop is asked for
  virtual std::vector<BrokenSample> read(const Dataset& samples, SplitSummary& summary,
                                         Progress& progress) = 0;

  /// Returns what is wrong with the split that was read last; train comes first.
  /// @param key  of the split: "data.train"
  virtual std::vector<Finding> findings(const std::string& key, const Dataset& samples) = 0;

  /// Returns how many samples a training makes of the training samples: itself, or windows of them,
  /// as the recipe's task has it; nothing: the training alone can tell.
  virtual std::optional<std::int64_t> trained_on(const Dataset& train) const {
    return train.size();
  }
};

}  // namespace maas::data
