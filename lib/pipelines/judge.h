#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "data/dataset.h"
#include "inference/model.h"
#include "maas/eval.h"
#include "maas/progress.h"
#include "maas/recipe.h"
#include "recipe/gate.h"
#include "tasks/task.h"

namespace maas::pipelines {

/// Returns the recipe that the model's manifest records, or nothing.
/// @throws Error kInvalidData if it is there and malformed
std::optional<Recipe> recorded_recipe(const inference::Model& model);

/// Runs a model over a set, in order.
///
/// @throws Error kInvalidData if the set's classes are not the model's labels; kInterrupted and
///   kTerminated when a signal asks
tasks::Findings judge(const inference::Model& model, std::shared_ptr<const data::Dataset> dataset,
                      std::int64_t batch, Progress& progress);

/// Compares metrics with limits.
///
/// @param split  what a gate means that names no split
/// @param metrics  by full name, as `test.acc`
/// @throws Error kUsage if a gate names a metric that is not there; the hint suggests one
std::vector<GateResult> apply_gates(const std::vector<recipe::Gate>& gates,
                                    const std::string& split,
                                    const std::map<std::string, double>& metrics);

/// Returns the metrics under their full names.
std::map<std::string, double> with_split(const std::string& split,
                                         const std::map<std::string, double>& metrics);

/// @throws Error kGateNotMet naming every gate that was missed
void require_met(const std::vector<GateResult>& gates);

}  // namespace maas::pipelines
