#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "data/broken.h"
#include "data/dataset.h"
#include "maas/fields.h"
#include "maas/progress.h"

namespace maas::data {

/// A split that is to be looked at.
struct NamedSamples {
  std::string split;
  std::shared_ptr<const Dataset> samples;
};

/// How many samples have something.
struct Count {
  std::string name;
  std::int64_t samples = 0;
};

inline void describe(Fields& fields, Count& count) {
  fields("name", count.name, "the class, or channels x rows x columns");
  fields("samples", count.samples, "how many samples have it");
}

/// What the bytes of a channel are.
struct ChannelValues {
  std::int64_t smallest = 0;
  std::int64_t largest = 0;
  double mean = 0;
  double deviation = 0;
};

inline void describe(Fields& fields, ChannelValues& values) {
  fields("smallest", values.smallest, "least byte");
  fields("largest", values.largest, "greatest byte");
  fields("mean", values.mean, "mean of the pixels in 0..1");
  fields("deviation", values.deviation, "their standard deviation");
}

struct SplitInspection {
  std::string split;
  std::int64_t samples = 0;
  std::vector<Count> classes;
  std::vector<Count> shapes;
  std::vector<ChannelValues> channels;
  std::vector<BrokenSample> broken;
  std::vector<LeftOut> left_out;
};

inline void describe(Fields& fields, SplitInspection& inspection) {
  fields("split", inspection.split, "train, valid or test");
  fields("samples", inspection.samples, "how many there are, broken ones too");
  fields("classes", inspection.classes, "samples of each class");
  fields("shapes", inspection.shapes, "samples of each shape");
  fields("channels", inspection.channels, "values of each channel");
  fields("broken", inspection.broken, "samples that cannot be read");
  fields("left_out", inspection.left_out, "what lies among them and is not taken");
}

/// Samples that are the same, byte by byte.
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
