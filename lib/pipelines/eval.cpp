#include "maas/eval.h"

#include "base/clock.h"
#include "data/split.h"
#include "inference/model.h"
#include "maas/error.h"
#include "pipelines/assembly/samples.h"
#include "pipelines/assembly/seen.h"
#include "pipelines/judging/judge.h"
#include "pipelines/judging/plain.h"
#include "recipe/gates.h"
#include "store/recorded_recipe.h"
#include "store/resolve.h"
#include "store/seen.h"
#include "tasks/intervals.h"
#include "tasks/pairing.h"
#include "tensor/boundary.h"
#include "tensor/runtime.h"

namespace maas {
namespace {

using namespace pipelines;

/// What models are judged by.
struct Yardstick {
  std::shared_ptr<const data::Dataset> samples;
  std::unique_ptr<tasks::Task> task;  ///< of the model that is judged
  std::vector<std::int64_t> top_k;
  std::int64_t skipped = 0;
  std::optional<SeenResult> seen;
};

/// @throws Error kInvalidData if it has learned another task than the model
std::optional<inference::Model> baseline_of(const EvalOptions& options,
                                            const inference::Model& model) {
  if (options.baseline.empty()) return std::nullopt;
  auto baseline = inference::load_model(store::resolve_model(options.baseline.text).directory,
                                        options.digest_check);
  const std::string& task = baseline.description.task.name;
  if (task == model.description.task.name) return baseline;
  fail(ErrorCode::kInvalidData, "--baseline: '{}' has learned {}, '{}' {}",
       baseline.directory.string(), task, model.directory.string(), model.description.task.name);
}

/// @throws Error kUsage if neither the request nor the model says what data
Recipe recipe_of(const EvalRequest& request, const inference::Model& model) {
  if (request.recipe) return *request.recipe;
  if (auto recorded = store::recorded_recipe(model.directory, model.manifest()))
    return *std::move(recorded);
  throw failure_with_hint(ErrorCode::kUsage, "name the recipe that has its data: --recipe R",
                          "the model does not record what data to judge it by");
}

/// Whether the samples are drawn out of those that the model may have been trained on.
bool is_share_of_training(const EvalOptions& options, const Recipe& recipe) {
  if (!options.data.empty()) return false;
  const auto is_share = [](const std::optional<SplitBlock>& block) {
    return block && !block->from.empty();
  };
  return options.split == "train" ||
         is_share(options.split == "test" ? recipe.data.test : recipe.data.valid);
}

/// Adds what a model was trained on. One of before that was recorded may have seen any sample of
/// its training files.
/// @throws Error kInvalidData if that is unknown and must not be
void add_seen(const inference::Model& model, const EvalOptions& options, const Recipe& recipe,
              std::optional<store::SeenSamples>& seen, Progress& progress) {
  if (auto recorded = store::read_seen_samples(model.directory)) {
    if (!seen) seen.emplace();
    return seen->add(*recorded);
  }
  const std::string what = fmt::format("'{}' does not record the samples that it was trained on",
                                       model.directory.string());
  const bool was_trained_here = !model.manifest().lineage.empty();
  if (options.seen != "mark" && was_trained_here && is_share_of_training(options, recipe)) {
    throw failure_with_hint(ErrorCode::kInvalidData,
                            "train it again, name other samples by --data, or pass --seen mark",
                            "{}, and those of {} are drawn out of them", what, options.split);
  }
  progress.info(what + ": none of them are left out");
}

std::string samples_text(const EvalOptions& options) {
  return options.data.empty() ? "the " + options.split + " split" : "'" + options.data.text + "'";
}

void tell_of_seen(const SeenResult& seen, const std::string& what, Progress& progress) {
  if (seen.count == 0) return;
  const std::string which = fmt::format(
      "{} samples of {} are among those that the model was trained on", seen.count, what);
  if (seen.policy == "mark") return progress.warn(which + ", and are judged by");
  progress.info(which + ": they are left out");
}

Yardstick yardstick_of(const EvalRequest& request, const std::vector<recipe::Gate>& gates,
                       const inference::Model& model, const inference::Model* baseline,
                       Progress& progress) {
  const EvalOptions& options = request.options;
  Recipe recipe = recipe_of(request, model);
  if (options.skip_bad) recipe.data.skip_bad = *options.skip_bad;
  Yardstick yardstick{.task = inference::make_task(model, recipe.eval.top_k),
                      .top_k = recipe.eval.top_k};
  recipe::check_gates(gates, options.split,
                      recipe::with_split(options.split, yardstick.task->metric_names()),
                      ErrorCode::kUsage);
  std::optional<store::SeenSamples> seen;
  add_seen(model, options, recipe, seen, progress);
  if (baseline != nullptr) add_seen(*baseline, options, recipe, seen, progress);
  Split split = options.data.empty() ? open_split(recipe, options.split, progress)
                                     : open_other(recipe, options.split, options.data, progress);
  yardstick.samples = std::move(split.samples);
  yardstick.skipped = split.skipped;
  if (seen) {
    const std::string what = samples_text(options);
    Unseen unseen = under_policy(yardstick.samples, *seen, options.seen, what, progress);
    yardstick.samples = std::move(unseen.samples);
    yardstick.seen = SeenResult{unseen.seen, options.seen};
    tell_of_seen(*yardstick.seen, what, progress);
  }
  if (options.limit) yardstick.samples = data::limited(yardstick.samples, *options.limit);
  return yardstick;
}

BaselineResult compare(const tasks::Findings& findings, const tasks::JudgedSamples& samples,
                       const inference::Model& other, const Yardstick& yardstick,
                       const EvalOptions& options, Progress& progress) {
  const auto task = inference::make_task(other, yardstick.top_k);
  const auto source = task->source(yardstick.samples, tasks::Use::kJudge);
  tasks::require_same_samples(samples, tasks::judged_samples(*source, *task));
  const tasks::Findings baseline = judge(other, *task, source, options.batch, progress);
  const tasks::Interval ends =
      tasks::paired_interval(findings.per_sample, baseline.per_sample, samples.overlap, /*seed=*/1);
  return {
      .model = other.directory.string(),
      .metrics = baseline.metrics,
      .intervals = baseline.intervals,
      .compared = findings.compared,
      .difference = findings.metrics.at(findings.compared) - baseline.metrics.at(findings.compared),
      .low = ends[0],
      .high = ends[1]};
}

std::vector<std::string> absent_classes(const tasks::Findings& findings) {
  std::vector<std::string> absent;
  for (const ClassResult& each : findings.classes) {
    if (each.support == 0) absent.push_back(each.label);
  }
  return absent;
}

EvalReport run(const EvalRequest& request, Progress& progress) {
  const EvalOptions& options = request.options;
  const auto gates = recipe::parse_gates(options.gate);
  tensor::device_of(options.device);
  tensor::set_compute_threads(options.threads);
  const inference::Model model = inference::load_model(
      store::resolve_model(options.model.text).directory, options.digest_check);
  const std::optional<inference::Model> baseline = baseline_of(options, model);
  const Yardstick yardstick =
      yardstick_of(request, gates, model, baseline ? &*baseline : nullptr, progress);
  progress.stop_if_asked();

  const base::Stopwatch watch;
  const auto source =
      yardstick.task->source(yardstick.samples, tasks::Use::kJudge, {samples_text(options)});
  const tasks::Findings findings = judge(model, *yardstick.task, source, options.batch, progress);
  const double seconds = watch.seconds();
  for (const std::string& worse : worse_than_plain(yardstick.task->metrics(), findings.metrics)) {
    progress.warn(worse);
  }

  EvalReport report{.model = model.directory.string(),
                    .split = options.split,
                    .samples = source->size(),
                    .skipped = yardstick.skipped,
                    .seen = yardstick.seen,
                    .absent_classes = absent_classes(findings),
                    .seconds = seconds,
                    .samples_per_second = static_cast<double>(source->size()) / seconds,
                    .metrics = findings.metrics,
                    .intervals = findings.intervals,
                    .classes = findings.classes,
                    .confusion = findings.confusion};
  report.gates =
      recipe::apply_gates(gates, options.split, recipe::with_split(options.split, report.metrics));
  if (baseline) {
    report.baseline = compare(findings, tasks::judged_samples(*source, *yardstick.task), *baseline,
                              yardstick, options, progress);
  }
  return report;
}

}  // namespace

EvalReport eval(const EvalRequest& request, Progress& progress) {
  return tensor::at_boundary([&] { return run(request, progress); });
}

}  // namespace maas
