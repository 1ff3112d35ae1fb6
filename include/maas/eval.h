#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "maas/digest_check.h"
#include "maas/gate.h"
#include "maas/intervals.h"
#include "maas/progress.h"
#include "maas/recipe.h"

namespace maas {

/// What `maas eval` is asked.
struct EvalOptions {
  Path model;
  std::string split = "test";
  Path data;
  std::vector<std::string> gate;
  Path baseline;
  std::string seen = "exclude";
  std::optional<std::int64_t> skip_bad;
  std::optional<std::int64_t> limit;
  std::int64_t batch = 512;
  std::string protocol = "windows";
  std::optional<std::int64_t> context;
  std::string device = "cpu";
  std::optional<std::int64_t> threads;
  DigestCheck digest_check = DigestCheck::kRemembered;  ///< of the model and the baseline
};

inline void describe(Fields& fields, EvalOptions& options) {
  fields("split", options.split, "split of the recipe's data to judge by")
      .choices({"train", "valid", "test"});
  fields("data", options.data, "other samples in the layout of the split").metavar("PATH");
  fields("gate", options.gate, "limit to meet, e.g. 'acc>=0.90'; may be repeated").metavar("EXPR");
  fields("baseline", options.baseline, "model to compare with on the same samples")
      .metavar("MODEL");
  fields("seen", options.seen,
         "samples that the model was trained on: leave them out, count them, or refuse them")
      .choices({"exclude", "mark", "refuse"});
  fields("skip_bad", options.skip_bad,
         "do without up to so many samples that cannot be read; auto: data.skip_bad of the recipe")
      .range(at_least(0))
      .absent("auto");
  fields("limit", options.limit,
         "judge by so many samples only: the first, of an image folder evenly spread ones")
      .range(at_least(1));
  fields("batch", options.batch, "samples per forward pass").range(between(1, 1 << 20));
  fields(
      "protocol", options.protocol,
      "which tokens of the text of --data a language model is judged by: of full windows all but "
      "the first; of full windows the second halves; all, a word being the unit")
      .choices({"windows", "halves", "words"});
  fields("context", options.context,
         "tokens of a window; auto: 2048, or what the model was made for if that is less")
      .range(between(2, 1 << 20))
      .absent("auto");
  fields("device", options.device, "device to run on: cpu").metavar("DEVICE");
  fields("threads", options.threads, "compute threads").range(between(1, 1024)).absent("auto");
}

struct EvalRequest {
  EvalOptions options;
  std::optional<Recipe> recipe;  ///< of --recipe; else the one recorded with the model
};

/// Samples among those asked for that the model, or the baseline, was trained on.
struct SeenResult {
  std::int64_t count = 0;
  std::string policy;
};

inline void describe(Fields& fields, SeenResult& result) {
  fields("count", result.count, "how many of the samples a model was trained on");
  fields("policy", result.policy, "what became of them: exclude, mark or refuse");
}

/// The difference to another model on the same samples.
struct BaselineResult {
  std::string model;
  std::map<std::string, double> metrics;
  Intervals intervals;
  std::string compared;  ///< the metric of the difference
  double difference = 0;
  double low = 0;
  double high = 0;
};

inline void describe(Fields& fields, BaselineResult& result) {
  fields("model", result.model, "the other model");
  fields("metrics", result.metrics, "its metrics");
  fields("intervals", result.intervals, "their 95 % intervals");
  fields("compared", result.compared, "the metric that the models are compared by");
  fields("difference", result.difference, "that metric of the model minus that of the baseline");
  fields("low", result.low, "lower end of the 95 % bootstrap interval of the difference");
  fields("high", result.high, "upper end of that interval");
}

/// Precision, recall and F1 of one class.
struct ClassResult {
  std::string label;
  double precision = 0;
  double recall = 0;
  double f1 = 0;
  std::int64_t support = 0;
};

inline void describe(Fields& fields, ClassResult& result) {
  fields("label", result.label, "the class");
  fields("precision", result.precision, "share of the predictions of the class that are right");
  fields("recall", result.recall, "share of the class's samples that are found");
  fields("f1", result.f1, "harmonic mean of precision and recall");
  fields("support", result.support, "samples of the class");
}

struct EvalReport {
  std::string model;
  std::string split;
  std::optional<std::string> protocol;  ///< of a language model's windows
  std::int64_t samples = 0;
  std::int64_t skipped = 0;        ///< samples that cannot be read
  std::optional<SeenResult> seen;  ///< absent of a model that does not record its samples
  std::vector<std::string> absent_classes;
  double seconds = 0;
  double samples_per_second = 0;
  std::map<std::string, double> metrics;
  Intervals intervals;
  std::vector<ClassResult> classes;
  std::vector<std::vector<std::int64_t>> confusion;  ///< [true class][predicted class]
  std::vector<GateResult> gates;
  std::optional<BaselineResult> baseline;
};

inline void describe(Fields& fields, EvalReport& report) {
  fields("model", report.model, "the model directory");
  fields("split", report.split, "the split");
  fields("protocol", report.protocol, "how a text was judged; absent where it was no text");
  fields("samples", report.samples, "how many samples were judged; of a text: windows");
  fields("skipped", report.skipped, "samples that cannot be read and were left out");
  fields("seen", report.seen,
         "samples that the model was trained on; absent where that is unknown");
  fields("absent_classes", report.absent_classes, "classes of the model without a sample");
  fields("seconds", report.seconds, "time of the judging");
  fields("samples_per_second", report.samples_per_second, "rate of the judging");
  fields("metrics", report.metrics, "metrics as fractions");
  fields("intervals", report.intervals, "95 % intervals of the metrics of the whole, low and high");
  fields("classes", report.classes, "per-class metrics");
  fields("confusion", report.confusion, "counts by true class, then predicted class");
  fields("gates", report.gates, "results of the gates");
  fields("baseline", report.baseline, "comparison with the baseline");
}

/// Judges a model on a split.
///
/// @throws Error kUsage (a gate names an unknown metric, or is malformed), kNotFound, kInvalidData,
///   kInvalidRecipe (the recipe has no such split), kInterrupted, kTerminated
EvalReport eval(const EvalRequest& request, Progress& progress);

}  // namespace maas
