#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "maas/fields.h"
#include "maas/progress.h"

namespace maas {

/// What `maas predict` is asked.
struct PredictOptions {
  Path model;
  std::vector<std::string> inputs;  ///< files, `FILE[index]` of an IDX file, or `-`
  std::int64_t top = 1;
  std::int64_t batch = 64;
  std::string device = "cpu";
  std::optional<std::int64_t> threads;
};

inline void describe(Fields& fields, PredictOptions& options) {
  fields("top", options.top, "how many of the likeliest labels to show").range(between(1, 1000));
  fields("batch", options.batch, "samples per forward pass").range(between(1, 1 << 20));
  fields("device", options.device, "device to run on: cpu").metavar("DEVICE");
  fields("threads", options.threads, "compute threads").range(between(1, 1024)).absent("auto");
}

/// One label with its probability.
struct ScoredLabel {
  std::string label;
  double probability = 0;
};

inline void describe(Fields& fields, ScoredLabel& scored) {
  fields("label", scored.label, "the class");
  fields("probability", scored.probability, "its probability");
}

/// What the model says of one input.
struct Prediction {
  std::string input;
  std::string label;
  double probability = 0;
  std::vector<ScoredLabel> top;
};

inline void describe(Fields& fields, Prediction& prediction) {
  fields("input", prediction.input, "the input as it was named");
  fields("label", prediction.label, "the likeliest class");
  fields("probability", prediction.probability, "its probability");
  fields("top", prediction.top, "the likeliest classes, the likeliest first");
}

/// Tells `sink` what the model says of each input, in order.
///
/// @throws Error kNotFound, kInvalidData (naming the input), kUsage (an index out of range)
void predict(const PredictOptions& options, const std::function<void(const Prediction&)>& sink,
             Progress& progress);

}  // namespace maas
