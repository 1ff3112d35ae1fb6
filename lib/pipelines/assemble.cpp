#include "pipelines/assemble.h"

#include <algorithm>

#include "base/strings.h"
#include "maas/catalog.h"
#include "maas/error.h"
#include "nn/initialize.h"
#include "store/resolve.h"
#include "tasks/registry.h"

namespace maas::pipelines {
namespace {

/// @throws Error kInvalidRecipe unless the component's card lists the task
void check_supports(Registry registry, const std::string& name, const std::string& task) {
  const Card& card = catalog().at(registry, name);
  if (std::find(card.supports.begin(), card.supports.end(), task) != card.supports.end()) return;
  fail(ErrorCode::kInvalidRecipe, "{} '{}' does not do {}; it does {}", noun(registry), name, task,
       base::join(card.supports));
}

/// @throws Error kInvalidRecipe unless the key names a metric of the validation split
void check_watched(const std::string& key, const std::string& text, const Assembly& assembly) {
  const training::MetricName metric = training::metric_name(text);
  if (metric.split != "valid" || !assembly.samples.valid) {
    throw failure_with_hint(ErrorCode::kInvalidRecipe, "add data.valid, and write valid.acc",
                            "{}: '{}' is not a metric of the validation split", key, text);
  }
  const std::vector<std::string> known = assembly.task->metric_names();
  if (std::find(known.begin(), known.end(), metric.name) != known.end()) return;
  throw failure_with_hint(ErrorCode::kInvalidRecipe, base::did_you_mean(metric.name, known),
                          "{}: the task has no metric '{}'", key, metric.name);
}

inference::ModelDescription describe_model(const Recipe& recipe, const data::Dataset& train,
                                           const transforms::Pipeline& pipeline) {
  const transforms::ImageShape raw = train.shape();
  const transforms::ImageShape input = pipeline.output(raw);
  inference::ModelDescription description{
      .architecture = recipe.model.network,
      .task = recipe.task,
      .problem = {.input = {input.channels, input.height, input.width},
                  .outputs = static_cast<std::int64_t>(train.classes().size())},
      .raw_shape = raw,
      .preprocessing = pipeline.config(),
      .labels = train.classes()};
  look_up(catalog(), Registry::kArchitecture, description.architecture);
  look_up(catalog(), Registry::kTask, description.task);
  return description;
}

void fill_weights(models::Network& network, const Recipe& recipe) {
  if (recipe.model.from.empty()) {
    nn::initialize(network, recipe.model.init, static_cast<std::uint64_t>(recipe.seed));
    return;
  }
  const auto from = store::resolve_model(recipe.model.from.text).directory;
  tensor::load_tensors(from / "model.safetensors", inference::weights_of(network));
}

}  // namespace

training::LoopParts Assembly::loop_parts(
    const Recipe& recipe, std::vector<std::shared_ptr<training::StepHook>> hooks) const {
  return {.network = *network,
          .task = *task,
          .recipe = recipe,
          .plan = plan,
          .train = samples.train,
          .valid = samples.valid,
          .train_pipeline = train_pipeline,
          .eval_pipeline = eval_pipeline,
          .hooks = std::move(hooks)};
}

Assembly assemble(const Recipe& recipe) {
  check_supports(Registry::kArchitecture, recipe.model.network.name, recipe.task.name);
  check_supports(Registry::kLayout, recipe.data.train.layout.name, recipe.task.name);
  Assembly assembly{.samples = open_training(recipe)};
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
  assembly.network = inference::build_network(assembly.description);
  fill_weights(*assembly.network, recipe);
  return assembly;
}

}  // namespace maas::pipelines
