#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "maas/fields.h"
#include "maas/gate.h"
#include "maas/intervals.h"

namespace maas::store {

/// What a run directory's `manifest.json` says: the state of the run, and what it depends on.
struct RunManifest {
  std::string status;  ///< running, stopped, failed, complete
  std::optional<std::int64_t> exit_status;
  std::string error;  ///< of a run that failed
  std::string build;
  std::int64_t seed = 0;
  std::int64_t threads = 0;
  std::vector<std::string> cpu_features;
  std::map<std::string, std::string> data;  ///< split -> fingerprint
  std::int64_t skipped = 0;                 ///< samples that cannot be read
  std::string from;                         ///< fingerprint of the weights of `model.from`
  std::vector<std::string> until_before;    ///< other lengths that it was trained towards
  std::int64_t steps = 0;                   ///< of a complete run
  double epochs = 0;
  std::map<std::string, double> metrics;  ///< split.name -> value
  Intervals intervals;                    ///< of the metrics of the finished model
  std::vector<GateResult> gates;
};

inline void describe(Fields& fields, RunManifest& manifest) {
  fields("status", manifest.status, "how far the run is")
      .choices({"running", "stopped", "failed", "complete"})
      .required();
  fields("exit_status", manifest.exit_status, "of the last invocation that ended");
  fields("error", manifest.error, "why the run failed");
  fields("build", manifest.build, "program that wrote the run");
  fields("seed", manifest.seed, "seed of every random choice");
  fields("threads", manifest.threads, "compute threads");
  fields("cpu_features", manifest.cpu_features, "instruction sets that kernels were chosen by");
  fields("data", manifest.data, "fingerprints of the splits");
  fields("skipped", manifest.skipped, "samples that cannot be read and were left out");
  fields("from", manifest.from, "fingerprint of the weights that the run started from");
  fields("until_before", manifest.until_before,
         "other values of train.until, and the steps up to which they counted");
  fields("steps", manifest.steps, "optimizer steps of a complete run");
  fields("epochs", manifest.epochs, "passes over the training samples of a complete run");
  fields("metrics", manifest.metrics, "last value of each metric");
  fields("intervals", manifest.intervals, "95 % intervals of the metrics");
  fields("gates", manifest.gates, "gates and how they went");
}

/// Returns nothing where the file does not exist.
/// @throws Error kIo; kInvalidData if it is malformed or has another schema
std::optional<RunManifest> read_run_manifest(const std::filesystem::path& path);

/// @throws Error kCannotCreate, kIo
void write_run_manifest(const std::filesystem::path& path, const RunManifest& manifest);

}  // namespace maas::store
