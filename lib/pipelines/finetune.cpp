#include "pipelines/finetune.h"

#include <nlohmann/json.hpp>

#include "base/files.h"
#include "data/class_names.h"
#include "maas/error.h"
#include "pipelines/assemble.h"
#include "training/loop.h"
#include "transforms/preprocessor_config.h"

namespace maas::pipelines {
namespace {

/// Keeps nothing of a training but what the loop itself writes, and that for as long as it lives.
class Scratch final : public training::Recorder {
 public:
  /// @param output  the directory that is to be published; this one lies beside it
  explicit Scratch(const std::filesystem::path& output) : directory_(output) {}

  void record(const std::string&, const std::string&, double, std::int64_t, double) override {}
  std::int64_t sync() override { return 0; }
  std::filesystem::path checkpoint(std::int64_t step) const override {
    return directory_.staging() / fmt::format("step-{:06}", step);
  }
  void saved(std::int64_t) override {}

 private:
  base::AtomicDirectory directory_;
};

/// The recipe for the weights that the model has.
Recipe adapted(Recipe recipe, const inference::Model& model) {
  const Component& architecture = model.description.architecture;
  if (recipe.model.network.name != architecture.name) {
    fail(ErrorCode::kInvalidRecipe, "the recipe to fine-tune by trains '{}', the model is '{}'",
         recipe.model.network.name, architecture.name);
  }
  if (recipe.train.max_time) {
    throw failure_with_hint(ErrorCode::kInvalidRecipe, "shorten train.until instead",
                            "train.max_time stops resumably, which fine-tuning cannot");
  }
  recipe.model.network = architecture;
  recipe.model.from = {};
  recipe.checkpoint.every = recipe.train.until;
  return recipe;
}

/// With what a model of before is read by and does not state.
nlohmann::ordered_json whole_config(const transforms::PreprocessorConfig& config) {
  return transforms::to_json(transforms::pipeline_of(config).config());
}

void require_same_inputs(const inference::ModelDescription& model,
                         const inference::ModelDescription& recipe) {
  const bool same = recipe.problem.input == model.problem.input &&
                    whole_config(recipe.preprocessing) == whole_config(model.preprocessing);
  if (!same) {
    throw failure_with_hint(ErrorCode::kInvalidData, "use the model's own data.preprocess",
                            "the recipe to fine-tune by prepares pictures in another way");
  }
}

/// The model's outputs stay what they stand for, in whatever order the recipe has the classes.
void take_classes_of(const inference::Model& model, const Recipe& recipe, Assembly& assembly) {
  Samples& samples = assembly.samples;
  for (auto* const split : {&samples.train, &samples.valid, &samples.test}) {
    if (*split == nullptr) continue;
    *split = data::labelled_as(*split, model.description.labels, "the samples to fine-tune by",
                               "the model");
  }
  assembly.task = inference::make_task(model.description, recipe.eval.top_k);
}

void run_to_the_end(training::Loop& loop) {
  try {
    loop.run();
  } catch (const Error& error) {
    const bool is_signal =
        error.code() == ErrorCode::kInterrupted || error.code() == ErrorCode::kTerminated;
    if (!is_signal) throw;
    fail(error.code(), "stopped while fine-tuning, after step {}; nothing was published",
         loop.state().step);
  }
}

}  // namespace

void fine_tune(const inference::Model& model, Recipe recipe,
               std::vector<std::shared_ptr<training::StepHook>> hooks,
               const std::filesystem::path& output, Progress& progress) {
  recipe = adapted(std::move(recipe), model);
  Assembly assembly = assemble(recipe, DigestCheck::kRemembered, progress);
  for (const std::string& warning : assembly.warnings) progress.warn(warning);
  require_same_inputs(model.description, assembly.description);
  take_classes_of(model, recipe, assembly);
  assembly.network = model.network;
  base::make_directories(base::directory_of(output));
  Scratch scratch(output);
  training::Loop loop(assembly.loop_parts(recipe, std::move(hooks)), scratch, progress);
  run_to_the_end(loop);
  tensor::copy_values(loop.result(), tensor::state_of(*model.network).moving());
  model.network->eval();
}

}  // namespace maas::pipelines
