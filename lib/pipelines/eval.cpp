#include "maas/eval.h"

#include <chrono>

#include "data/split.h"
#include "inference/model.h"
#include "maas/error.h"
#include "pipelines/bootstrap_interval.h"
#include "pipelines/judge.h"
#include "pipelines/samples.h"
#include "store/resolve.h"
#include "tensor/boundary.h"
#include "tensor/runtime.h"

namespace maas {
namespace {

using namespace pipelines;

/// Points the layout of a split at other files.
void replace_path(Recipe& recipe, const std::string& split, const Path& data) {
  std::optional<SplitBlock>& block = split == "test" ? recipe.data.test : recipe.data.valid;
  if (!block) block = recipe.data.train;
  SplitBlock& target = split == "train" ? recipe.data.train : *block;
  if (target.layout.name.empty()) target.layout = recipe.data.train.layout;
  target.from.clear();
  Fields fields;
  look_up(catalog(), Registry::kLayout, target.layout);
  target.layout.options.describe_into(fields);
  Field* path = fields.find("path");
  if (path == nullptr) {
    fail(ErrorCode::kUsage, "--data: the data format '{}' has no path", target.layout.name);
  }
  *std::get<Path*>(path->slot.target) = data;
}

std::shared_ptr<const data::Dataset> open_samples(const EvalRequest& request,
                                                  const inference::Model& model) {
  std::optional<Recipe> recipe = request.recipe ? request.recipe : recorded_recipe(model);
  if (!recipe) {
    throw failure_with_hint(ErrorCode::kUsage, "name the recipe that has its data: --recipe R",
                            "the model does not record what data to judge it by");
  }
  const EvalOptions& options = request.options;
  if (!options.data.empty()) replace_path(*recipe, options.split, options.data);
  auto samples = open_split(*recipe, options.split);
  return options.limit ? data::first(std::move(samples), *options.limit) : samples;
}

BaselineResult compare(const tasks::Findings& findings, const EvalOptions& options,
                       const std::shared_ptr<const data::Dataset>& samples, Progress& progress) {
  const auto directory = store::resolve_model(options.baseline.text).directory;
  const inference::Model other = inference::load_model(directory);
  const tasks::Findings baseline = judge(other, samples, options.batch, progress);
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
  const auto samples = open_samples(request, model);

  const auto start = std::chrono::steady_clock::now();
  tasks::Findings findings = judge(model, samples, options.batch, progress);
  const double seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();

  EvalReport report{.model = model.directory.string(),
                    .split = options.split,
                    .samples = samples->size(),
                    .seconds = seconds,
                    .samples_per_second = static_cast<double>(samples->size()) / seconds,
                    .metrics = findings.metrics,
                    .classes = findings.classes,
                    .confusion = findings.confusion};
  report.gates = apply_gates(gates, options.split, with_split(options.split, report.metrics));
  if (!options.baseline.empty()) report.baseline = compare(findings, options, samples, progress);
  return report;
}

}  // namespace

EvalReport eval(const EvalRequest& request, Progress& progress) {
  return tensor::at_boundary([&] { return run(request, progress); });
}

}  // namespace maas
