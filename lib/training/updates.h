#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "maas/recipe.h"
#include "tasks/task.h"
#include "tensor/weights.h"
#include "training/optimizers/optimizer.h"

namespace maas::training {

/// The optimizers of some parameters: one for each of the recipe's groups that has any of them, and
/// one for those of no group.
class Optimizers {
 public:
  /// State has the parameters' device.
  /// @param parameters  at least one
  /// @throws Error kInvalidRecipe if an optimizer's options do not go together
  Optimizers(const OptimBlock& block, const tensor::NamedTensors& parameters);

  /// Changes the parameters by their gradients, by each optimizer's own rate times `factor`.
  void step(double factor);

  /// The rate of the first of them, which is that of no group if there is one.
  double base_lr() const { return all_.front()->base_lr(); }

  tensor::NamedTensors state() const;

 private:
  std::vector<std::unique_ptr<optimizers::Optimizer>> all_;
};

/// @throws Error kInvalidRecipe if a group of the recipe names none of the parameters
void check_groups(const OptimBlock& block, const tensor::NamedTensors& parameters);

/// A phase of the task with the parameters that learn by it.
struct Update {
  tasks::Phase phase;
  std::vector<at::Tensor> parameters;
  Optimizers optimizers;

  bool is_due(std::int64_t step) const { return (step + 1) % phase.every == 0; }
};

/// Returns the updates of a step.
/// @param trained  the network's parameters that learn
/// @throws Error kInvalidRecipe if a phase or a group of the recipe has no parameters, or as
///   Optimizers
std::vector<Update> updates_of(const tasks::Task& task, const OptimBlock& block,
                               const tensor::NamedTensors& trained);

/// Their optimizers' state, by names that say the phase if it has one.
tensor::NamedTensors state_of(const std::vector<Update>& updates);

}  // namespace maas::training
