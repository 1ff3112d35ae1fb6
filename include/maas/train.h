#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "maas/digest_check.h"
#include "maas/gate.h"
#include "maas/intervals.h"
#include "maas/progress.h"
#include "maas/recipe.h"

namespace maas {

/// What `maas train` is asked beside its recipe.
struct TrainOptions {
  Path output;
  std::string resume = "auto";
  std::string device = "cpu";
  bool force = false;
  DigestCheck digest_check = DigestCheck::kRemembered;  ///< of `model.from`
};

inline void describe(Fields& fields, TrainOptions& options) {
  fields("output", options.output, "run directory; default: runs/<stem of the recipe>")
      .metavar("RUN");
  fields("resume", options.resume, "continue the run that is in the run directory")
      .choices({"auto", "never", "must"});
  fields("device", options.device, "device to train on: cpu").metavar("DEVICE");
  fields("force", options.force, "replace a run that another recipe has left there");
}

struct TrainRequest {
  TrainOptions options;
  Recipe recipe;
};

/// What a finished, or resumably stopped, training says.
struct TrainReport {
  std::string run;
  std::string model;   ///< the published model directory; empty when stopped before the end
  std::string status;  ///< "complete", "up-to-date"
  std::int64_t steps = 0;
  double epochs = 0;
  std::int64_t skipped = 0;  ///< samples that cannot be read
  double seconds = 0;
  double samples_per_second = 0;
  double data_wait = 0;                   ///< share of the training's time
  std::map<std::string, double> metrics;  ///< split.name -> value
  Intervals intervals;                    ///< of the metrics of the finished model
  std::vector<GateResult> gates;
};

inline void describe(Fields& fields, TrainReport& report) {
  fields("run", report.run, "the run directory");
  fields("model", report.model, "the published model directory");
  fields("status", report.status, "complete, or up-to-date when there was nothing to do");
  fields("steps", report.steps, "optimizer steps since the beginning of the run");
  fields("epochs", report.epochs, "passes over the training samples");
  fields("skipped", report.skipped, "samples that cannot be read and were left out");
  fields("seconds", report.seconds, "time this invocation took");
  fields("samples_per_second", report.samples_per_second, "training rate of this invocation");
  fields("data_wait", report.data_wait,
         "share of this invocation's training spent waiting for data");
  fields("metrics", report.metrics, "last value of each metric, as split.name");
  fields("intervals", report.intervals, "95 % intervals of the metrics, low and high");
  fields("gates", report.gates, "results of the recipe's gates");
}

/// Trains the recipe's network and publishes `<run>/model`.
///
/// The same request repeated after a kill at any moment ends in the same bytes.
///
/// @throws Error kInvalidRecipe (a value that does not go with another, a key that may not change
/// on
///   resume), kNotFound and kInvalidData (the samples), kFailed (the loss is not finite),
///   kResumable (max_time), kInterrupted and kTerminated (state
///   saved), kBusy, kCannotCreate, kIo, kDevice, kOutOfMemory
TrainReport train(const TrainRequest& request, Progress& progress);

}  // namespace maas
