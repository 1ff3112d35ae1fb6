#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "data/broken.h"
#include "data/left_out.h"
#include "maas/fields.h"

namespace maas::data {

/// How many samples have something.
struct Count {
  std::string name;
  std::int64_t samples = 0;
};

inline void describe(Fields& fields, Count& count) {
  fields("name", count.name, "the class, channels x rows x columns, or the rating");
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

/// What stands in a column of a table.
struct ColumnValues {
  std::string name;
  std::string type;           ///< number: every value is one; else category
  std::int64_t missing = 0;   ///< rows without a value
  std::int64_t distinct = 0;  ///< values that differ as texts
  std::optional<double> smallest{};
  std::optional<double> largest{};
  std::optional<double> mean{};
  std::optional<double> deviation{};
  std::string most_frequent{};  ///< the value that most rows have; of several the first
  std::int64_t frequency = 0;   ///< how many have it
};

inline void describe(Fields& fields, ColumnValues& values) {
  fields("name", values.name, "the column");
  fields("type", values.type, "number if every value is one, else category");
  fields("missing", values.missing, "rows without a value");
  fields("distinct", values.distinct, "values that differ as texts");
  fields("smallest", values.smallest, "least number");
  fields("largest", values.largest, "greatest number");
  fields("mean", values.mean, "mean of the numbers");
  fields("deviation", values.deviation, "their standard deviation");
  fields("most_frequent", values.most_frequent, "the value that most rows have");
  fields("frequency", values.frequency, "how many rows have it");
}

/// How large things are.
struct Extent {
  std::string unit;  ///< "words"
  std::int64_t smallest = 0;
  double mean = 0;
  std::int64_t largest = 0;
};

inline void describe(Fields& fields, Extent& extent) {
  fields("unit", extent.unit,
         "words (between white space), characters (code points), nodes, edges, links");
  fields("smallest", extent.smallest, "how many the smallest has");
  fields("mean", extent.mean, "how many they have on average");
  fields("largest", extent.largest, "how many the largest has");
}

/// What stands in a column of a series.
struct SeriesValues {
  std::string name;
  std::int64_t missing = 0;
  double smallest = 0;
  double largest = 0;
  double mean = 0;
  double deviation = 0;
  std::optional<std::int64_t> season{};
  double autocorrelation = 0;
};

inline void describe(Fields& fields, SeriesValues& values) {
  fields("name", values.name, "the column");
  fields("missing", values.missing, "steps without a number");
  fields("smallest", values.smallest, "least number");
  fields("largest", values.largest, "greatest number");
  fields("mean", values.mean, "mean of the numbers");
  fields("deviation", values.deviation, "their standard deviation");
  fields("season", values.season, "steps after which it is much as it was, if that shows");
  fields("autocorrelation", values.autocorrelation, "of steps a season apart");
}

/// Who rated what, and how.
struct PairCounts {
  std::int64_t users = 0;
  std::int64_t items = 0;
  double density = 0;  ///< ratings for each user and each item
  std::int64_t repeated = 0;
  double smallest = 0;
  double mean = 0;
  double largest = 0;
};

inline void describe(Fields& fields, PairCounts& counts) {
  fields("users", counts.users, "how many users there are");
  fields("items", counts.items, "how many items there are");
  fields("density", counts.density, "ratings for each pair of a user and an item");
  fields("repeated", counts.repeated, "ratings of an item by a user who had rated it before");
  fields("smallest", counts.smallest, "least rating");
  fields("mean", counts.mean, "mean of the ratings");
  fields("largest", counts.largest, "greatest rating");
}

struct SplitInspection {
  std::string split;
  std::int64_t samples = 0;
  std::vector<Count> classes;
  std::vector<Count> shapes;
  std::vector<ChannelValues> channels;
  std::vector<ColumnValues> columns;
  std::vector<Extent> texts;
  std::vector<Extent> graphs;
  std::vector<SeriesValues> series;
  std::vector<PairCounts> pairs;
  std::vector<Count> ratings;
  std::vector<BrokenSample> broken;
  std::vector<LeftOut> left_out;
};

inline void describe(Fields& fields, SplitInspection& inspection) {
  fields("split", inspection.split, "train, valid or test");
  fields("samples", inspection.samples, "how many there are, broken ones too");
  fields("classes", inspection.classes, "samples of each class");
  fields("shapes", inspection.shapes, "samples of each shape");
  fields("channels", inspection.channels, "values of each channel");
  fields("columns", inspection.columns, "values of each column of a table");
  fields("texts", inspection.texts, "how long texts are");
  fields("graphs", inspection.graphs, "how large graphs are");
  fields("series", inspection.series, "values of each column of a series");
  fields("pairs", inspection.pairs, "who rated what");
  fields("ratings", inspection.ratings,
         "how often each rating, or each tenth of their range, is given");
  fields("broken", inspection.broken, "samples that cannot be read");
  fields("left_out", inspection.left_out, "what lies among them and is not taken");
}

/// What is said of a split beyond what all kinds of data have in common.
class SplitInspector {
 public:
  virtual ~SplitInspector() = default;

  /// Reads a sample to its end and keeps what is to be said of it; from any thread.
  /// @throws Error as Dataset::verify
  virtual void read(std::int64_t index) = 0;

  /// Adds what was read, once that is all.
  /// @param inspection  knows the broken samples
  virtual void add_to(SplitInspection& inspection) = 0;
};

}  // namespace maas::data
