#include "maas/train.h"

#include <chrono>
#include <optional>

#include "base/files.h"
#include "base/hashing.h"
#include "inference/model.h"
#include "kernels/dispatch.h"
#include "maas/error.h"
#include "maas/version.h"
#include "pipelines/assemble.h"
#include "pipelines/gates.h"
#include "pipelines/judge.h"
#include "pipelines/run_history.h"
#include "pipelines/run_log.h"
#include "pipelines/run_recorder.h"
#include "pipelines/run_report.h"
#include "recipe/resolved.h"
#include "store/former_model.h"
#include "tensor/boundary.h"
#include "tensor/runtime.h"
#include "training/checkpoint.h"

namespace maas {
namespace {

using namespace pipelines;
using Clock = std::chrono::steady_clock;

std::vector<std::string> cpu_features() {
  std::vector<std::string> names;
  for (const kernels::Isa isa : kernels::available()) names.emplace_back(kernels::name_of(isa));
  return names;
}

/// @throws Error kInvalidData if a run is to go on by other data than it was begun with
void require_same_beginning(const store::RunManifest& then, const store::RunManifest& now) {
  const bool same_data = then.data == now.data;
  if (same_data && then.from == now.from) return;
  throw failure_with_hint(ErrorCode::kInvalidData, "restore them, or start over with --force",
                          "{} are not those that the run was begun with",
                          same_data ? "the weights of model.from" : "the samples");
}

/// The manifest of a run that begins, or goes on by the threads it was begun with.
store::RunManifest begin_manifest(const TrainRequest& request, const RunHistory& history,
                                  const Assembly& assembly, std::int64_t threads) {
  store::RunManifest manifest{.status = "running",
                              .build = std::string(kVersion),
                              .seed = request.recipe.seed,
                              .threads = threads,
                              .cpu_features = cpu_features(),
                              .data = {{"train", assembly.samples.train->fingerprint()}},
                              .from = assembly.from};
  if (assembly.samples.valid) manifest.data["valid"] = assembly.samples.valid->fingerprint();
  if (history.manifest) require_same_beginning(*history.manifest, manifest);
  return manifest;
}

/// Continues from the newest checkpoint that is whole.
/// @throws Error kInvalidData if there are checkpoints, none is whole, and `must` forbids a new
/// start
void restore_newest(training::Loop& loop, const store::RunDirectory& run, bool must,
                    Progress& progress) {
  const auto checkpoints = run.checkpoints();
  for (const store::CheckpointEntry& checkpoint : checkpoints) {
    try {
      loop.restore(checkpoint.path);
      progress.info(fmt::format("continuing after step {}", checkpoint.step));
      return;
    } catch (const Error& error) {
      if (error.code() != ErrorCode::kInvalidData) throw;
      const bool is_last = checkpoint.path == checkpoints.back().path;
      progress.warn(
          fmt::format("{}; {}", error.what(),
                      is_last ? "no checkpoint is whole" : "trying the checkpoint before it"));
    }
  }
  if (must) {
    fail(ErrorCode::kInvalidData, "{}: none of its {} checkpoints is whole", run.path().string(),
         checkpoints.size());
  }
}

bool is_resumable(ErrorCode code) {
  return code == ErrorCode::kResumable || code == ErrorCode::kInterrupted ||
         code == ErrorCode::kTerminated;
}

void record_end(const store::RunDirectory& run, store::RunManifest& manifest) {
  manifest.status = "complete";
  manifest.exit_status =
      all_met(manifest.gates) ? 0 : status_of(ErrorCode::kGateNotMet).exit_status;
  store::write_run_manifest(run.manifest(), manifest);
}

void record_failure(const store::RunDirectory& run, store::RunManifest& manifest,
                    const Error& error) {
  manifest.status = is_resumable(error.code()) ? "stopped" : "failed";
  manifest.exit_status = status_of(error.code()).exit_status;
  manifest.error = error.what();
  store::write_run_manifest(run.manifest(), manifest);
}

/// Says of a signal that came while the finished training was judged that nothing is lost.
Error with_resumption(const Error& error) {
  if (!is_resumable(error.code()) || !error.hint().empty()) return error;
  return failure_with_hint(error.code(), "the same command continues", "{}; the state is saved",
                           error.what());
}

/// Publishes the result, judges it, and records everything that is known of the run.
class Completion {
 public:
  Completion(const TrainRequest& request, const store::RunDirectory& run, Assembly& assembly,
             const training::Loop& loop, Progress& progress)
      : request_(request), run_(run), assembly_(assembly), loop_(loop), progress_(progress) {}

  void finish(store::RunManifest& manifest) {
    tensor::copy_values(loop_.result(), inference::weights_of(*assembly_.network));
    assembly_.network->eval();
    manifest.metrics = loop_.state().metrics;
    const Judgement judgement = judge_result();
    if (judgement.split == "test") {
      for (const auto& [name, value] : judgement.findings.metrics) {
        manifest.metrics["test." + name] = value;
      }
    }
    publish(manifest.metrics);
    manifest.steps = loop_.state().step;
    manifest.epochs = assembly_.plan.epoch_at(manifest.steps);
    manifest.gates = apply_gates(assembly_.gates, "test", manifest.metrics);
    base::write_file(run_.report(),
                     run_report(run_, request_.recipe, manifest, *assembly_.task, judgement));
  }

 private:
  /// Judges the weights that are published by the test split or, without one, by the validation
  /// split.
  Judgement judge_result() const {
    Judgement judgement;
    if (request_.recipe.data.test) {
      judgement = {.split = "test", .samples = open_split(request_.recipe, "test")};
    } else if (assembly_.samples.valid) {
      judgement = {.split = "valid", .samples = assembly_.samples.valid};
    } else {
      return judgement;
    }
    const inference::Model model{.description = assembly_.description,
                                 .network = assembly_.network};
    judgement.findings =
        judge(model, *assembly_.task, judgement.samples, request_.recipe.eval.batch, progress_);
    return judgement;
  }

  void publish(const std::map<std::string, double>& metrics) const {
    store::ModelManifest manifest{.metrics = metrics,
                                  .recipe = recipe::resolved_json(request_.recipe).dump()};
    store::LineageStep step{.command = "train",
                            .source = std::filesystem::absolute(run_.recipe()).string(),
                            .source_sha256 = base::sha256_file(run_.recipe())};
    if (!assembly_.from.empty()) step.options["from_sha256"] = assembly_.from;
    manifest.lineage.push_back(std::move(step));
    inference::publish_model(run_.model(), assembly_.description,
                             inference::weights_of(*assembly_.network), nullptr,
                             std::move(manifest), /*force=*/true);
  }

  const TrainRequest& request_;
  const store::RunDirectory& run_;
  Assembly& assembly_;
  const training::Loop& loop_;
  Progress& progress_;
};

TrainReport report_of(const store::RunDirectory& run, const store::RunManifest& manifest) {
  return {.run = run.path().string(),
          .model = run.model().string(),
          .status = "up-to-date",
          .steps = manifest.steps,
          .epochs = manifest.epochs,
          .metrics = manifest.metrics,
          .gates = manifest.gates};
}

/// Trains to the end and records it.
TrainReport train_and_publish(const TrainRequest& request, const store::RunDirectory& run,
                              Assembly& assembly, store::RunManifest& manifest,
                              Progress& progress) {
  const auto start = Clock::now();
  RunRecorder recorder(run, request.recipe);
  training::Loop loop(assembly.loop_parts(request.recipe), recorder, progress);
  restore_newest(loop, run, request.options.resume == "must", progress);
  recorder.continue_at(loop.state().metrics_bytes, progress);
  loop.run();
  const training::Pace pace = loop.pace();
  Completion(request, run, assembly, loop, progress).finish(manifest);
  record_end(run, manifest);
  TrainReport report = report_of(run, manifest);
  report.status = "complete";
  report.seconds = std::chrono::duration<double>(Clock::now() - start).count();
  report.samples_per_second = pace.samples_per_second;
  report.data_wait = pace.data_wait;
  return report;
}

/// Sets the threads, those of the run that is continued, and makes the recipe's parts.
Assembly prepare(const Recipe& recipe, const RunHistory& history, const Progress& progress) {
  tensor::set_compute_threads(history.manifest ? std::optional(history.manifest->threads)
                                               : recipe.train.threads);
  Assembly assembly = assemble(recipe);
  progress.stop_if_asked();
  return assembly;
}

TrainReport run_training(const TrainRequest& request, Progress& outer) {
  tensor::device_of(request.options.device);
  const std::filesystem::path output = request.options.output.text;
  // A recipe whose parts do not go together writes nothing.
  std::optional<Assembly> fresh;
  if (is_untouched(output, request.options)) fresh = prepare(request.recipe, {}, outer);
  const store::RunDirectory run(output);
  const RunHistory history = look_back(run, request);
  if (history.up_to_date) {
    store::touch_model(run.model());
    outer.info(fmt::format("'{}' is up to date", run.model().string()));
    return report_of(run, *history.manifest);
  }

  Assembly assembly = fresh ? *std::move(fresh) : prepare(request.recipe, history, outer);
  store::RunManifest manifest =
      begin_manifest(request, history, assembly, tensor::compute_threads());
  if (!history.manifest) run.clear();
  RunLog progress(run.log(), outer);
  base::write_file(run.recipe(), recipe::resolved_yaml(request.recipe));
  store::write_run_manifest(run.manifest(), manifest);
  try {
    return tensor::at_boundary(
        [&] { return train_and_publish(request, run, assembly, manifest, progress); });
  } catch (const Error& error) {
    record_failure(run, manifest, error);
    throw with_resumption(error);
  }
}

}  // namespace

TrainReport train(const TrainRequest& request, Progress& progress) {
  return tensor::at_boundary([&] { return run_training(request, progress); });
}

}  // namespace maas
