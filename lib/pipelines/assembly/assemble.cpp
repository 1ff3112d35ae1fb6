#include "pipelines/assembly/assemble.h"

#include <algorithm>
#include <optional>

#include "encoders/pairs/encoder.h"
#include "maas/catalog.h"
#include "maas/error.h"
#include "nn/initialize.h"
#include "pipelines/assembly/seen.h"
#include "pipelines/assembly/take_weights.h"
#include "recipe/gates.h"
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
  throw failure_with_hint(ErrorCode::kInvalidRecipe, recipe::metric_hint("", metric.name, known),
                          "{}: the task has no metric '{}'", key, metric.name);
}

/// Whether the model that a training starts from says what columns or words its weights are for:
/// a vocabulary of other words would put them under others. What pictures are prepared by is the
/// recipe's own business.
bool keeps_encoder(const Recipe& recipe, const data::Dataset& train,
                   const store::ModelFiles& from) {
  return train.kind() != kind::kImage && from.manifest.task == recipe.task.name;
}

/// Fits a recipe's task to its training samples.
std::unique_ptr<tasks::Task> fitted_task(const Recipe& recipe, const data::Dataset& train) {
  Component task = recipe.task;
  look_up(catalog(), Registry::kTask, task);
  tasks::Basis basis{.train = &train, .data = &recipe.data, .top_k = recipe.eval.top_k};
  std::optional<store::ModelFiles> from;
  if (!recipe.model.from.empty()) {
    from = inference::read_model_files(store::resolve_model(recipe.model.from.text).directory);
    if (keeps_encoder(recipe, train, *from)) basis.model = &*from;
  }
  return tasks::factories().make(task, basis);
}

inference::ModelDescription description_of(const Recipe& recipe, const tasks::Task& task) {
  inference::ModelDescription description{
      .architecture = recipe.model.network, .task = recipe.task, .problem = task.problem()};
  look_up(catalog(), Registry::kArchitecture, description.architecture);
  return description;
}

/// Makes the splits the batches that the task takes; a test split that it does not take is found
/// before anything is trained.
void make_sources(Assembly& assembly) {
  const Samples& samples = assembly.samples;
  const tasks::Task& task = *assembly.task;
  const auto source = [&](const auto& split, tasks::Use use, const char* key) {
    return split ? task.source(split, use, {key, "data.train"}) : nullptr;
  };
  assembly.train = source(samples.train, tasks::Use::kTrain, "data.train");
  assembly.valid = source(samples.valid, tasks::Use::kJudge, "data.valid");
  assembly.test = source(samples.test, tasks::Use::kJudge, "data.test");
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

/// A model that is trained further has factors for the users and items that it knows.
void warn_of_unknown(Assembly& assembly) {
  const auto* const encoder = dynamic_cast<const encoders::PairEncoder*>(&assembly.task->encoder());
  if (encoder == nullptr) return;
  const std::int64_t unknown = encoder->unknown_in(data::as<data::Pairs>(*assembly.samples.train));
  if (unknown == 0) return;
  assembly.warnings.push_back(
      fmt::format("{} ratings of data.train are of users or items that the model does not know, "
                  "and of those it learns nothing",
                  unknown));
}

/// Reads the gates, whose metrics must be among those that the run will have at its end.
std::vector<recipe::Gate> gates_of(const Recipe& recipe, const Assembly& assembly) {
  std::vector<std::string> known = {"train.loss"};
  const auto add = [&](const char* split) {
    const auto names = recipe::with_split(split, assembly.task->metric_names());
    known.insert(known.end(), names.begin(), names.end());
  };
  if (assembly.samples.valid) add("valid");
  if (recipe.data.test) add("test");
  auto gates = recipe::gates_of(recipe.gates);
  recipe::check_gates(gates, "test", known, ErrorCode::kInvalidRecipe);
  return gates;
}

}  // namespace

training::LoopParts Assembly::loop_parts(
    const Recipe& recipe, std::vector<std::shared_ptr<training::StepHook>> hooks) const {
  return {.network = *network,
          .task = *task,
          .recipe = recipe,
          .plan = plan,
          .train = train,
          .valid = valid,
          .hooks = std::move(hooks),
          .twin = [description = description] { return inference::build_network(description); }};
}

Assembly open_parts(const Recipe& recipe, Progress& progress, const inference::Model* model) {
  recipe::require_same_kind(recipe, catalog());
  Assembly assembly{.samples = open_samples(recipe, progress)};
  assembly.warnings = assembly.samples.warnings;
  leave_out_seen(recipe, assembly, progress);
  assembly.task = model != nullptr ? inference::make_task(*model, recipe.eval.top_k, &recipe.data)
                                   : fitted_task(recipe, *assembly.samples.train);
  warn_of_unknown(assembly);
  assembly.description = description_of(recipe, *assembly.task);
  make_sources(assembly);
  assembly.plan = training::plan_of(recipe, assembly.train->size());
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
