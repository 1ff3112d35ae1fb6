#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "maas/digest_check.h"
#include "maas/fields.h"
#include "maas/gate.h"

namespace maas {

/// What every command that makes a model smaller is asked.
struct CompressOptions {
  Path model;
  Path output;
  std::vector<std::string> ignore;
  std::vector<std::string> gate;
  std::optional<std::int64_t> limit;
  bool force = false;
  bool dry_run = false;  ///< publish nothing; no key of a recipe
  std::string device = "cpu";
  std::optional<std::int64_t> threads;
  DigestCheck digest_check = DigestCheck::kRemembered;  ///< no key of a recipe
};

inline void describe(Fields& fields, CompressOptions& options) {
  fields("output", options.output, "model directory to write").metavar("OUT");
  fields("ignore", options.ignore, "layers to leave as they are, by name; may be repeated")
      .metavar("LAYER");
  fields("gate", options.gate, "limit that the new model must meet, e.g. 'acc>=0.88'")
      .metavar("EXPR");
  fields("limit", options.limit,
         "judge by so many samples only: the first, of an image folder evenly spread ones")
      .range(at_least(1));
  fields("force", options.force, "replace another model that maas wrote; an equal one is kept");
  fields("device", options.device, "device to run on: cpu").metavar("DEVICE");
  fields("threads", options.threads, "compute threads").range(between(1, 1024)).absent("auto");
}

/// Median time of one forward pass before and after.
struct LatencyComparison {
  std::int64_t batch = 0;
  double before_ms = 0;
  double after_ms = 0;
};

inline void describe(Fields& fields, LatencyComparison& latency) {
  fields("batch", latency.batch, "samples of a batch");
  fields("before_ms", latency.before_ms, "median time of a batch before, in milliseconds");
  fields("after_ms", latency.after_ms, "median time of a batch afterwards");
}

/// A model before and after a compression, measured on the same samples in the same run.
struct Comparison {
  std::string metric;                     ///< the task's headline: what the models are compared by
  std::optional<double> accuracy_before;  ///< the metric; absent without data to judge by
  std::optional<double> accuracy_after;
  std::vector<double> interval_before;  ///< 95 % interval of the metric, low and high
  std::vector<double> interval_after;
  std::int64_t bytes_before = 0;
  std::int64_t bytes_after = 0;
  std::int64_t parameters_before = 0;
  std::int64_t parameters_after = 0;
  std::int64_t macs_before = 0;  ///< multiply-accumulates of one sample; 0: not counted
  std::int64_t macs_after = 0;
  std::vector<LatencyComparison> latencies;
};

inline void describe(Fields& fields, Comparison& both) {
  fields("metric", both.metric, "what the models are compared by");
  fields("accuracy_before", both.accuracy_before, "that metric of the given model");
  fields("accuracy_after", both.accuracy_after, "that metric of the compressed model");
  fields("interval_before", both.interval_before, "95 % interval of the metric before");
  fields("interval_after", both.interval_after, "95 % interval of the metric afterwards");
  fields("bytes_before", both.bytes_before, "size of the given weights");
  fields("bytes_after", both.bytes_after, "size of the compressed weights");
  fields("parameters_before", both.parameters_before, "parameters of the given model");
  fields("parameters_after", both.parameters_after, "parameters of the compressed model");
  fields("macs_before", both.macs_before, "multiply-accumulates of the given model, one sample");
  fields("macs_after", both.macs_after, "multiply-accumulates afterwards");
  fields("latencies", both.latencies, "median times of batches of several sizes");
}

/// What a compression did to one layer.
struct LayerChange {
  std::string layer;
  std::string change;  ///< "int8", "kept", "16 -> 8 channels"
  double error = 0;    ///< |W' - W| / |W|, Frobenius
  std::int64_t bytes_before = 0;
  std::int64_t bytes_after = 0;
};

inline void describe(Fields& fields, LayerChange& change) {
  fields("layer", change.layer, "name of the layer");
  fields("change", change.change, "what was done");
  fields("error", change.error, "relative error of the weights");
  fields("bytes_before", change.bytes_before, "size before");
  fields("bytes_after", change.bytes_after, "size afterwards");
}

/// What `maas quantize` and `maas prune` say.
struct CompressReport {
  std::string model;
  std::string output;
  std::string method;
  std::string status;               ///< "complete", "up-to-date"
  std::vector<LayerChange> layers;  ///< of one that was not up to date
  double seconds = 0;
  Comparison comparison;
  std::vector<GateResult> gates;
  std::vector<std::string> notes;  ///< plain lines, e.g. that it is slower on this machine
};

inline void describe(Fields& fields, CompressReport& report) {
  fields("model", report.model, "the given model");
  fields("output", report.output, "the model directory");
  fields("method", report.method, "method and scheme");
  fields("status", report.status, "complete, or up-to-date when there was nothing to do");
  fields("layers", report.layers, "what was done to each layer");
  fields("seconds", report.seconds, "time of it all");
  fields("comparison", report.comparison, "before and after, measured here");
  fields("gates", report.gates, "results of the gates");
  fields("notes", report.notes, "what else is worth knowing");
}

}  // namespace maas
