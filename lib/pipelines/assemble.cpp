#include "pipelines/assemble.h"

#include <algorithm>

#include "feed/pictures.h"
#include "maas/catalog.h"
#include "maas/error.h"
#include "nn/initialize.h"
#include "pipelines/gates.h"
#include "pipelines/seen.h"
#include "pipelines/take_weights.h"
#include "recipe/kinds.h"
#include "store/resolve.h"
#include "tasks/registry.h"
#include "tensor/network_state.h"

namespace maas::pipelines {
namespace {

/// @throws Error kInvalidRecipe unless the key names a metric of the validation split
void check_watched(const std::string& key, const std::string& text, const Assembly& assembly) {
  const training::MetricName metric = training::metric_name(text);
  if (metric.split != "valid" || !assembly.samples.valid) {
    throw failure_with_hint(ErrorCode::kInvalidRecipe, "add data.valid, and write valid.acc",
                            "{}: '{}' is not a metric of the validation split", key, text);
  }
  const std::vector<std::string> known = assembly.task->metric_names();
  if (std::find(known.begin(), known.end(), metric.name) != known.end()) return;
  throw failure_with_hint(ErrorCode::kInvalidRecipe, metric_hint("", metric.name, known),
                          "{}: the task has no metric '{}'", key, metric.name);
}

inference::ModelDescription describe_model(const Recipe& recipe, const data::Dataset& train,
                                           const transforms::Pipeline& pipeline) {
  transforms::ImageShape raw = train.shape(0);
  const transforms::ImageShape input = pipeline.output(raw);
  const transforms::PreprocessorConfig preprocessing = pipeline.config();
  if (preprocessing.size) raw.height = raw.width = transforms::ImageShape::kAnySide;
  inference::ModelDescription description{
      .architecture = recipe.model.network,
      .task = recipe.task,
      .problem = {.input = {input.channels, input.height, input.width},
                  .outputs = static_cast<std::int64_t>(train.classes().size())},
      .raw_shape = raw,
      .preprocessing = preprocessing,
      .labels = train.classes()};
  look_up(catalog(), Registry::kArchitecture, description.architecture);
  look_up(catalog(), Registry::kTask, description.task);
  return description;
}

/// Judges by no sample that is trained on here, or was by what the training starts from.
void leave_out_seen(const Recipe& recipe, Assembly& assembly, Progress& progress) {
  assembly.seen = seen_samples(*assembly.samples.train, progress);
  if (!recipe.model.from.empty()) {
    const auto directory = store::resolve_model(recipe.model.from.text).directory;
    if (const auto before = store::read_seen_samples(directory)) assembly.seen.add(*before);
  }
  const auto leave_out = [&](const std::string& key, std::shared_ptr<const data::Dataset>& split) {
    if (split == nullptr) return;
    Unseen unseen = without(split, assembly.seen, key, progress);
    split = std::move(unseen.samples);
    if (unseen.seen == 0) return;
    assembly.warnings.push_back(fmt::format(
        "{} samples of {} are trained on too: the model is not judged by them", unseen.seen, key));
  };
  leave_out("data.valid", assembly.samples.valid);
  leave_out("data.test", assembly.samples.test);
}

/// Reads the gates, whose metrics must be among those that the run will have at its end.
std::vector<recipe::Gate> gates_of(const Recipe& recipe, const Assembly& assembly) {
  std::vector<std::string> known = {"train.loss"};
  const auto add = [&](const char* split) {
    const auto names = with_split(split, assembly.task->metric_names());
    known.insert(known.end(), names.begin(), names.end());
  };
  if (assembly.samples.valid) add("valid");
  if (recipe.data.test) add("test");
  auto gates = recipe::gates_of(recipe.gates);
  check_gates(gates, "test", known, ErrorCode::kInvalidRecipe);
  return gates;
}

}  // namespace

std::shared_ptr<const feed::Source> Assembly::training_source() const {
  return feed::labelled_pictures(samples.train, train_pipeline);
}

training::LoopParts Assembly::loop_parts(
    const Recipe& recipe, std::vector<std::shared_ptr<training::StepHook>> hooks) const {
  return {.network = *network,
          .task = *task,
          .recipe = recipe,
          .plan = plan,
          .train = training_source(),
          .valid = samples.valid ? feed::labelled_pictures(samples.valid, eval_pipeline) : nullptr,
          .hooks = std::move(hooks)};
}

Assembly open_parts(const Recipe& recipe, Progress& progress) {
  recipe::require_same_kind(recipe, catalog());
  Assembly assembly{.samples = open_samples(recipe, progress)};
  assembly.warnings = assembly.samples.warnings;
  leave_out_seen(recipe, assembly, progress);
  assembly.eval_pipeline = transforms::Pipeline({}, components_of(recipe.data.preprocess));
  assembly.train_pipeline = transforms::Pipeline(components_of(recipe.data.augment),
                                                 components_of(recipe.data.preprocess));
  assembly.description = describe_model(recipe, *assembly.samples.train, assembly.eval_pipeline);
  assembly.task = tasks::factories().make(assembly.description.task, assembly.description.labels,
                                          recipe.eval.top_k);
  assembly.plan = training::plan_of(recipe, assembly.samples.train->size());
  if (!recipe.checkpoint.best.empty()) {
    check_watched("checkpoint.best", recipe.checkpoint.best, assembly);
  }
  if (recipe.train.early_stop) {
    check_watched("train.early_stop.on", recipe.train.early_stop->on, assembly);
  }
  assembly.gates = gates_of(recipe, assembly);
  return assembly;
}

void build_network(const Recipe& recipe, Assembly& assembly) {
  assembly.network = inference::build_network(assembly.description);
  if (!recipe.model.freeze.empty()) tensor::freeze(*assembly.network, recipe.model.freeze);
}

void set_weights(const Recipe& recipe, DigestCheck check, Assembly& assembly) {
  nn::initialize(*assembly.network, recipe.model.init, static_cast<std::uint64_t>(recipe.seed));
  if (recipe.model.from.empty()) return;
  assembly.from = take_weights(recipe.model, check, *assembly.network);
}

Assembly assemble(const Recipe& recipe, DigestCheck check, Progress& progress) {
  Assembly assembly = open_parts(recipe, progress);
  progress.stop_if_asked();
  build_network(recipe, assembly);
  set_weights(recipe, check, assembly);
  return assembly;
}

}  // namespace maas::pipelines
