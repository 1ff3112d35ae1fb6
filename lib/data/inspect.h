#pragma once

#include <memory>
#include <string>
#include <vector>

#include "data/dataset.h"
#include "data/split_inspector.h"
#include "maas/fields.h"
#include "maas/progress.h"

namespace maas::data {

/// A split that is to be looked at.
struct NamedSamples {
  std::string split;
  std::shared_ptr<const Dataset> samples;
};

/// Samples that hold the same.
struct Duplicates {
  std::vector<std::string> names;
  bool across_splits = false;   ///< one of them is in another split: it leaks
  bool across_classes = false;  ///< one of them has another label: one is wrong
};

inline void describe(Fields& fields, Duplicates& duplicates) {
  fields("names", duplicates.names, "the samples");
  fields("across_splits", duplicates.across_splits, "whether they are in more than one split");
  fields("across_classes", duplicates.across_classes, "whether they have more than one label");
}

/// Everything that can be said of data without learning from them.
struct Inspection {
  std::vector<SplitInspection> splits;
  std::vector<Duplicates> duplicates;
};

/// Reads every sample.
/// @throws Error kIo; kInterrupted or kTerminated if a stop is asked for
Inspection inspect(const std::vector<NamedSamples>& splits, Progress& progress);

}  // namespace maas::data
