#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "maas/fields.h"

namespace maas {

/// What `maas tune` is asked beside its recipe.
struct TuneOptions {
  Path output;
  std::vector<std::string> space;
  std::string method = "random";
  std::optional<std::int64_t> trials;
  std::string metric = "auto";
  std::int64_t reduction = 3;
  std::int64_t seed = 42;
  std::int64_t jobs = 1;
  std::string device = "cpu";
  bool force = false;
  bool dry_run = false;  ///< draw the trials only; no key
};

inline void describe(Fields& fields, TuneOptions& options) {
  fields("output", options.output,
         "directory of the tuning; default: runs/<stem of the recipe>-tune")
      .metavar("DIR");
  fields("space", options.space,
         "a key and its values: 'optim.lr=log(1e-4,1e-1)', uniform(a,b), int(a,b) or [a,b,...]; "
         "may be repeated")
      .metavar("KEY=VALUES");
  fields("method", options.method,
         "random and grid train every trial to its end; asha stops the worse ones early, by rungs "
         "that wait for all of their trials")
      .choices({"random", "grid", "asha"});
  fields("trials", options.trials, "recipes to try; auto: 16, or the whole grid")
      .range(between(1, 10000))
      .absent("auto");
  fields("metric", options.metric,
         "metric to tune by, as split.name; auto: the task's headline by the validation split")
      .metavar("METRIC");
  fields("reduction", options.reduction, "asha lets one of so many trials go on to the next rung")
      .range(between(2, 100));
  fields("seed", options.seed, "seed of the drawing").range(between(0, 9007199254740992.0));
  fields("jobs", options.jobs, "trials that run at a time; they share the cores")
      .range(between(1, 1024));
  fields("device", options.device, "device to train on: cpu").metavar("DEVICE");
  fields(
      "force", options.force,
      "replace another tuning that is in the directory; of the same one, try failed trials again");
}

/// One row of the leaderboard.
struct TrialReport {
  std::optional<std::int64_t> rank;  ///< absent for a trial that failed
  std::int64_t trial = 0;            ///< 0: the recipe as it stands, unless the method is grid
  std::optional<double> value;
  double epochs = 0;
  std::string status;  ///< "complete", "stopped" (by asha), "failed", "planned" (a dry run)
  std::map<std::string, std::string> keys;
  std::string run;
  std::string error;  ///< why it failed
};

inline void describe(Fields& fields, TrialReport& report) {
  fields("rank", report.rank, "place among the trials; complete ones stand before stopped ones");
  fields("trial", report.trial, "number of the trial");
  fields("value", report.value, "the metric");
  fields("epochs", report.epochs, "epochs after which it was measured");
  fields("status", report.status, "complete, stopped, failed or, in a dry run, planned");
  fields("keys", report.keys, "the values that were tried");
  fields("run", report.run, "the run directory");
  fields("error", report.error, "why it failed");
}

/// What a finished tuning says.
struct TuneReport {
  std::string output;
  std::string method;
  std::string metric;
  std::optional<std::int64_t> best;  ///< absent if every trial failed
  std::string recipe;                ///< the best recipe
  std::string model;                 ///< the model that it has made
  std::vector<TrialReport> trials;   ///< the best first
};

inline void describe(Fields& fields, TuneReport& report) {
  fields("output", report.output, "directory of the tuning");
  fields("method", report.method, "how the trials were chosen");
  fields("metric", report.metric, "what was tuned by");
  fields("best", report.best, "number of the best trial, once all were trained");
  fields("recipe", report.recipe, "the best recipe");
  fields("model", report.model, "the model that it has made");
  fields("trials", report.trials, "the leaderboard");
}

}  // namespace maas
