#include "pipelines/judge.h"

#include "base/strings.h"
#include "data/loader.h"
#include "formats/json/json.h"
#include "inference/evaluate.h"
#include "maas/catalog.h"
#include "maas/error.h"
#include "recipe/json_file.h"

namespace maas::pipelines {
namespace {

void stop_if_asked(const Progress& progress) {
  const StopRequest request = progress.stop_requested();
  if (request == StopRequest::kInterrupt) fail(ErrorCode::kInterrupted, "stopped by SIGINT");
  if (request == StopRequest::kTerminate) fail(ErrorCode::kTerminated, "stopped by SIGTERM");
}

void check_classes(const inference::Model& model, const data::Dataset& dataset) {
  const auto& labels = model.description.labels;
  if (dataset.classes() == labels) return;
  fail(ErrorCode::kInvalidData, "the samples have the classes [{}], the model knows [{}]",
       base::join(dataset.classes()), base::join(labels));
}

}  // namespace

std::optional<Recipe> recorded_recipe(const inference::Model& model) {
  if (model.manifest.recipe.empty()) return std::nullopt;
  const std::string origin = (model.directory / store::kModelManifest).string();
  return recipe::recipe_from_json<Recipe>(
      formats::parse_json<formats::OrderedJson>(model.manifest.recipe, origin), origin, catalog());
}

tasks::Findings judge(const inference::Model& model, std::shared_ptr<const data::Dataset> dataset,
                      std::int64_t batch, Progress& progress) {
  check_classes(model, *dataset);
  const std::int64_t total = dataset->size();
  data::Loader loader(std::move(dataset), model.pipeline(),
                      {.batch = batch, .workers = 1, .last_batch = (total + batch - 1) / batch});
  return inference::evaluate([&](const at::Tensor& images) { return model.forward(images); },
                             *model.task, loader,
                             [&](std::int64_t samples) {
                               stop_if_asked(progress);
                               progress.update({.stage = "eval",
                                                .done = static_cast<double>(samples),
                                                .total = static_cast<double>(total),
                                                .unit = "sample"});
                             });
}

std::vector<GateResult> apply_gates(const std::vector<recipe::Gate>& gates,
                                    const std::string& split,
                                    const std::map<std::string, double>& metrics) {
  std::vector<GateResult> results;
  for (const recipe::Gate& gate : gates) {
    const std::string name = (gate.split.empty() ? split : gate.split) + "." + gate.metric;
    const auto found = metrics.find(name);
    if (found == metrics.end()) {
      std::vector<std::string> known;
      for (const auto& [metric, value] : metrics) known.push_back(metric);
      throw failure_with_hint(ErrorCode::kUsage, base::did_you_mean(name, known),
                              "gate '{}': there is no metric '{}'", gate.text(), name);
    }
    results.push_back({gate.text(), found->second, gate.met(found->second)});
  }
  return results;
}

std::map<std::string, double> with_split(const std::string& split,
                                         const std::map<std::string, double>& metrics) {
  std::map<std::string, double> named;
  for (const auto& [name, value] : metrics) named[split + "." + name] = value;
  return named;
}

void require_met(const std::vector<GateResult>& gates) {
  std::vector<std::string> missed;
  for (const GateResult& gate : gates) {
    if (!gate.met) missed.push_back(fmt::format("{} (got {:.4f})", gate.gate, gate.value));
  }
  if (!missed.empty()) {
    fail(ErrorCode::kGateNotMet, "gate not met: {}", base::join(missed, "; "));
  }
}

}  // namespace maas::pipelines
