#pragma once

#include <filesystem>
#include <memory>
#include <vector>

#include "inference/model.h"
#include "maas/progress.h"
#include "maas/recipe.h"
#include "training/hook.h"

namespace maas::pipelines {

/// Trains a model's weights further, by everything in a recipe but its network and `model.from`.
///
/// @param output  what is written while training lies beside it, and is removed
/// @throws Error kInvalidRecipe if the recipe is for another architecture or has train.max_time;
///   kInvalidData if its samples are not what the model takes; kInterrupted and kTerminated; what
///   train() throws
void fine_tune(const inference::Model& model, Recipe recipe,
               std::vector<std::shared_ptr<training::StepHook>> hooks,
               const std::filesystem::path& output, Progress& progress);

}  // namespace maas::pipelines
