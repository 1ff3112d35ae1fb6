#include "maas/eval.h"

#include "base/clock.h"
#include "data/split.h"
#include "inference/model.h"
#include "maas/error.h"
#include "pipelines/bootstrap_interval.h"
#include "pipelines/gates.h"
#include "pipelines/judge.h"
#include "pipelines/samples.h"
#include "store/recorded_recipe.h"
#include "store/resolve.h"
#include "tensor/boundary.h"
#include "tensor/runtime.h"

namespace maas {
namespace {

using namespace pipelines;

/// What a model is judged by.
struct Yardstick {
  std::shared_ptr<const data::Dataset> samples;
  std::unique_ptr<tasks::Task> task;
};

/// @throws Error kUsage if neither the request nor the model says what data
Recipe recipe_of(const EvalRequest& request, const inference::Model& model) {
  if (request.recipe) return *request.recipe;
  if (auto recorded = store::recorded_recipe(model.directory, model.manifest))
    return *std::move(recorded);
  throw failure_with_hint(ErrorCode::kUsage, "name the recipe that has its data: --recipe R",
                          "the model does not record what data to judge it by");
}

Yardstick yardstick_of(const EvalRequest& request, const std::vector<recipe::Gate>& gates,
                       const inference::Model& model) {
  const EvalOptions& options = request.options;
  const Recipe recipe = recipe_of(request, model);
  Yardstick yardstick{.task = inference::make_task(model.description, recipe.eval.top_k)};
  check_gates(gates, options.split, with_split(options.split, yardstick.task->metric_names()),
              ErrorCode::kUsage);
  yardstick.samples = options.data.empty() ? open_split(recipe, options.split)
                                           : open_other(recipe, options.split, options.data);
  if (options.limit) yardstick.samples = data::limited(yardstick.samples, *options.limit);
  return yardstick;
}

BaselineResult compare(const tasks::Findings& findings, const EvalOptions& options,
                       const Yardstick& yardstick, Progress& progress) {
  const auto directory = store::resolve_model(options.baseline.text).directory;
  const inference::Model other = inference::load_model(directory);
  const tasks::Findings baseline =
      judge(other, *yardstick.task, yardstick.samples, options.batch, progress);
  const Interval interval = paired_difference(findings.per_sample, baseline.per_sample, /*seed=*/1);
  return {.model = directory.string(),
          .metrics = baseline.metrics,
          .difference = interval.mean,
          .low = interval.low,
          .high = interval.high};
}

EvalReport run(const EvalRequest& request, Progress& progress) {
  const EvalOptions& options = request.options;
  const auto gates = recipe::parse_gates(options.gate);
  tensor::device_of(options.device);
  tensor::set_compute_threads(options.threads);
  const inference::Model model =
      inference::load_model(store::resolve_model(options.model.text).directory);
  const Yardstick yardstick = yardstick_of(request, gates, model);
  progress.stop_if_asked();

  const base::Stopwatch watch;
  const tasks::Findings findings =
      judge(model, *yardstick.task, yardstick.samples, options.batch, progress);
  const double seconds = watch.seconds();

  EvalReport report{.model = model.directory.string(),
                    .split = options.split,
                    .samples = yardstick.samples->size(),
                    .seconds = seconds,
                    .samples_per_second = static_cast<double>(yardstick.samples->size()) / seconds,
                    .metrics = findings.metrics,
                    .classes = findings.classes,
                    .confusion = findings.confusion};
  report.gates = apply_gates(gates, options.split, with_split(options.split, report.metrics));
  if (!options.baseline.empty()) report.baseline = compare(findings, options, yardstick, progress);
  return report;
}

}  // namespace

EvalReport eval(const EvalRequest& request, Progress& progress) {
  return tensor::at_boundary([&] { return run(request, progress); });
}

}  // namespace maas
