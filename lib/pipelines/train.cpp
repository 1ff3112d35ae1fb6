#include "maas/train.h"

#include <optional>

#include "base/build_id.h"
#include "base/clock.h"
#include "base/files.h"
#include "base/hashing.h"
#include "inference/model.h"
#include "kernels/dispatch.h"
#include "maas/error.h"
#include "maas/version.h"
#include "pipelines/assembly/assemble.h"
#include "pipelines/judging/judge.h"
#include "pipelines/judging/plain.h"
#include "pipelines/run/history.h"
#include "pipelines/run/log.h"
#include "pipelines/run/recorder.h"
#include "pipelines/run/report.h"
#include "recipe/gates.h"
#include "recipe/resolved.h"
#include "store/former_model.h"
#include "store/restore.h"
#include "tensor/boundary.h"
#include "tensor/network_state.h"
#include "tensor/runtime.h"

namespace maas {
namespace {

using namespace pipelines;

std::vector<std::string> cpu_features() {
  std::vector<std::string> names;
  for (const kernels::Isa isa : kernels::available()) names.emplace_back(kernels::name_of(isa));
  return names;
}

/// The recipe's parts, and the fingerprints of what they were made from.
struct Preparation {
  Assembly assembly;
  Beginning beginning;
};

/// The manifest of a run that begins or goes on.
store::RunManifest manifest_of(const Recipe& recipe, const Preparation& parts) {
  return {.status = "running",
          .build = fmt::format("{} {}", kVersion, base::build_id()),
          .seed = recipe.seed,
          .threads = tensor::compute_threads(),
          .cpu_features = cpu_features(),
          .data = parts.beginning.data,
          .skipped = parts.assembly.samples.skipped,
          .from = parts.beginning.from};
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
    tensor::copy_values(loop_.result(), tensor::state_of(*assembly_.network).moving());
    assembly_.network->eval();
    manifest.metrics = loop_.state().metrics;
    const Judgement judgement = judge_result(manifest);
    publish(manifest.metrics);
    manifest.steps = loop_.state().step;
    manifest.epochs = assembly_.plan.epoch_at(manifest.steps);
    manifest.gates = recipe::apply_gates(assembly_.gates, "test", manifest.metrics);
    base::write_file(run_.report(),
                     run_report(run_, request_.recipe, manifest, *assembly_.task, judgement));
  }

 private:
  /// Judges the weights that are published; also by the validation split where they need not be the
  /// last ones that were validated.
  /// @return the judgement by the test split or, without one, by the validation split
  Judgement judge_result(store::RunManifest& manifest) const {
    Judgement judgement;
    const bool has_test = request_.recipe.data.test.has_value();
    const bool may_be_older = !request_.recipe.checkpoint.best.empty();
    if (assembly_.samples.valid && (may_be_older || !has_test))
      judgement = judge_by("valid", assembly_.samples.valid, assembly_.valid, manifest);
    if (has_test) {
      judgement = judge_by("test", assembly_.samples.test, assembly_.test, manifest);
    }
    return judgement;
  }

  Judgement judge_by(const std::string& split, std::shared_ptr<const data::Dataset> samples,
                     std::shared_ptr<const feed::Source> source,
                     store::RunManifest& manifest) const {
    const inference::Model model{.description = assembly_.description,
                                 .network = assembly_.network};
    Judgement judgement{.split = split, .samples = std::move(samples)};
    judgement.findings =
        judge(model, *assembly_.task, std::move(source), request_.recipe.eval.batch, progress_);
    for (const auto& [name, value] : recipe::with_split(split, judgement.findings.metrics)) {
      manifest.metrics[name] = value;
    }
    manifest.intervals.merge(recipe::with_split(split, judgement.findings.intervals));
    for (const std::string& worse :
         worse_than_plain(assembly_.task->metrics(), judgement.findings.metrics)) {
      progress_.warn(fmt::format("{}: {}", split, worse));
    }
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
    inference::publish_model(run_.model(),
                             {.description = assembly_.description,
                              .task = *assembly_.task,
                              .weights = tensor::state_of(*assembly_.network).all(),
                              .seen = assembly_.seen,
                              .manifest = std::move(manifest)},
                             /*force=*/true);
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
          .skipped = manifest.skipped,
          .metrics = manifest.metrics,
          .intervals = manifest.intervals,
          .gates = manifest.gates};
}

/// Trains to the end and records it.
/// @param changes  since the run was trained last
TrainReport train_and_publish(const TrainRequest& request, const store::RunDirectory& run,
                              const std::vector<std::string>& changes, Assembly& assembly,
                              store::RunManifest& manifest, Progress& progress) {
  const base::Stopwatch watch;
  for (const std::string& warning : assembly.warnings) progress.warn(warning);
  RunRecorder recorder(run, request.recipe);
  training::Loop loop(assembly.loop_parts(request.recipe), recorder, progress);
  const bool goes_on = store::restore_newest(
      run, request.options.resume == "must",
      [&](const std::filesystem::path& checkpoint) { loop.restore(checkpoint); }, progress);
  if (goes_on) {
    for (const std::string& change : changes) progress.warn(change);
  }
  recorder.continue_at(loop.state().metrics_bytes, progress);
  loop.run();
  const training::Pace pace = loop.pace();
  Completion(request, run, assembly, loop, progress).finish(manifest);
  record_end(run, manifest);
  TrainReport report = report_of(run, manifest);
  report.status = "complete";
  report.seconds = watch.seconds();
  report.samples_per_second = pace.samples_per_second;
  report.data_wait = pace.data_wait;
  return report;
}

Preparation prepare(const TrainRequest& request, Progress& progress) {
  const Recipe& recipe = request.recipe;
  tensor::set_compute_threads(recipe.train.threads);
  Preparation made{.assembly = assemble(recipe, request.options.digest_check, progress)};
  progress.stop_if_asked();
  made.beginning = {fingerprints(made.assembly.samples, progress), made.assembly.from};
  progress.stop_if_asked();
  return made;
}

/// Prepares a run that was there before. Nothing is made of one that is complete and whose samples
/// are no longer there: there is nothing to compare it with.
std::optional<Preparation> prepare_again(const TrainRequest& request,
                                         const store::RunDirectory& run, RunHistory& history,
                                         Progress& progress) {
  try {
    Preparation made = prepare(request, progress);
    require_same_beginning(history, run, made.beginning, request.options.force);
    require_within(history, run, made.assembly.plan.steps, request.options.force);
    return made;
  } catch (const Error& error) {
    if (!history.up_to_date || error.code() != ErrorCode::kNotFound) throw;
    return std::nullopt;
  }
}

TrainReport up_to_date(const store::RunDirectory& run, const RunHistory& history,
                       Progress& progress) {
  store::touch_model(run.model());
  progress.info(fmt::format("'{}' is up to date", run.model().string()));
  return report_of(run, *history.manifest);
}

TrainReport run_training(const TrainRequest& request, Progress& outer) {
  tensor::device_of(request.options.device);
  const std::filesystem::path output = request.options.output.text;
  // A recipe whose parts do not go together writes nothing.
  std::optional<Preparation> parts;
  if (is_untouched(output, request.options)) parts = prepare(request, outer);
  const store::RunDirectory run(output);
  RunHistory history = look_back(run, request);
  if (!parts) parts = prepare_again(request, run, history, outer);
  if (history.up_to_date) return up_to_date(run, history, outer);

  // A run goes on by the threads that it was begun with.
  if (history.manifest) tensor::set_compute_threads(history.manifest->threads);
  store::RunManifest manifest = manifest_of(request.recipe, *parts);
  manifest.until_before = lengths_before(history, run);
  if (!history.manifest) run.clear();
  const std::vector<std::string> changes = changed_surroundings(history, manifest);
  RunLog progress(run.log(), outer);
  base::write_file(run.recipe(), recipe::resolved_yaml(request.recipe));
  store::write_run_manifest(run.manifest(), manifest);
  try {
    return tensor::at_boundary([&] {
      return train_and_publish(request, run, changes, parts->assembly, manifest, progress);
    });
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
