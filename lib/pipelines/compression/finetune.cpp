#include "pipelines/compression/finetune.h"

#include "base/files.h"
#include "maas/error.h"
#include "pipelines/assembly/assemble.h"
#include "tensor/network_state.h"
#include "training/loop.h"

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
  Assembly assembly = open_parts(recipe, progress, &model);
  for (const std::string& warning : assembly.warnings) progress.warn(warning);
  progress.stop_if_asked();
  assembly.network = model.network;
  base::make_directories(base::directory_of(output));
  Scratch scratch(output);
  training::Loop loop(assembly.loop_parts(recipe, std::move(hooks)), scratch, progress);
  run_to_the_end(loop);
  tensor::copy_values(loop.result(), tensor::state_of(*model.network).moving());
  model.network->eval();
}

}  // namespace maas::pipelines
