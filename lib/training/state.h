#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "maas/fields.h"

namespace maas::training {

/// What is known of a metric that is being watched.
struct Watched {
  bool seen = false;
  double value = 0;
  std::int64_t step = 0;
};

inline void describe(Fields& fields, Watched& watched) {
  fields("seen", watched.seen, "whether there is a value");
  fields("value", watched.value, "the best value");
  fields("step", watched.step, "the step of the best value");
}

/// Everything beside tensors that the next step depends on. Random numbers and the data's order are
/// functions of the seed and the step, so they need no state.
struct State {
  std::int64_t step = 0;        ///< optimizer steps done
  std::optional<double> lr;     ///< learning rate of the last step
  bool validation_due = false;  ///< the step's validation has not been finished
  bool stopped_early = false;
  Watched best;         ///< of checkpoint.best
  Watched watch;        ///< of train.early_stop
  double loss_sum = 0;  ///< of the steps since the last line of metrics
  std::int64_t loss_samples = 0;
  std::map<std::string, double> phase_sums;           ///< the same of the task's later phases
  std::map<std::string, std::int64_t> phase_samples;  ///< by their names
  std::int64_t metrics_bytes = 0;                     ///< length of metrics.jsonl at this step
  std::map<std::string, double> metrics;              ///< last value of each, as split.name; finite
};

inline void describe(Fields& fields, State& state) {
  fields("step", state.step, "optimizer steps done");
  fields("lr", state.lr, "learning rate of the last step");
  fields("validation_due", state.validation_due, "whether the step's validation is to be done");
  fields("stopped_early", state.stopped_early, "whether the early stop has come");
  fields("best", state.best, "best value of checkpoint.best");
  fields("watch", state.watch, "best value of train.early_stop.on");
  fields("loss_sum", state.loss_sum, "loss since the last line of metrics");
  fields("loss_samples", state.loss_samples, "samples since the last line of metrics");
  fields("phase_sums", state.phase_sums, "losses of later phases since then");
  fields("phase_samples", state.phase_samples, "samples of later phases since then");
  fields("metrics_bytes", state.metrics_bytes, "length of metrics.jsonl");
  fields("metrics", state.metrics, "last value of each metric");
}

}  // namespace maas::training
