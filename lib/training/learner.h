#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "maas/recipe.h"
#include "models/network.h"
#include "tasks/task.h"
#include "tensor/batch.h"
#include "tensor/network_state.h"
#include "training/ema.h"
#include "training/hook.h"
#include "training/optimizers/optimizer.h"
#include "training/plan.h"

namespace maas::training {

/// Makes the optimizer of a block; its state has the weights' device.
/// @throws Error kInvalidRecipe if its options do not go together
std::unique_ptr<optimizers::Optimizer> make_optimizer(const OptimBlock& block,
                                                      const tensor::NamedTensors& weights);

/// A network that learns: its weights with the optimizer, the schedule and the moving average.
class Learner {
 public:
  /// @param hooks  called after each change of the weights
  /// @throws Error kInvalidRecipe if the optimizer or the schedule does not suit the recipe
  Learner(models::Network& network, const tasks::Task& task, const Recipe& recipe, const Plan& plan,
          std::vector<std::shared_ptr<StepHook>> hooks);

  /// Replaces the gradients by those of the mean loss over all micro-batches, however the samples
  /// are divided among them.
  ///
  /// @param step  number of the step, from 0; dropout's numbers are a function of it
  /// @return the sum of the losses over the batches' weight
  /// @throws Error kFailed if that is not finite
  double compute_gradients(const tensor::MicroBatches& batches, std::int64_t step);

  /// The learning rate of a step, from 0.
  double rate(std::int64_t step) const { return optimizer_->base_lr() * schedule_(step); }

  /// Clips the gradients and follows them; returns the learning rate of the step.
  double update(std::int64_t step);

  void drop_gradients();

  const tensor::NetworkState& network_state() const { return state_of_network_; }
  /// The optimizer's tensors, and the moving average as `ema.*`.
  tensor::NamedTensors state() const;
  /// Null without a moving average.
  Ema* ema() { return ema_ ? &*ema_ : nullptr; }
  const Ema* ema() const { return ema_ ? &*ema_ : nullptr; }

 private:
  double accumulate(const tensor::MicroBatches& batches);

  models::Network& network_;
  const tasks::Task& task_;
  const Recipe& recipe_;
  Plan plan_;
  std::vector<std::shared_ptr<StepHook>> hooks_;
  tensor::NetworkState state_of_network_;
  std::vector<at::Tensor> parameters_;  ///< that learn
  std::unique_ptr<optimizers::Optimizer> optimizer_;
  schedules::Schedule schedule_;
  std::optional<Ema> ema_;
};

/// What to do about a loss or weights that are not finite.
inline constexpr const char* kDiverged =
    "lower optim.lr, set optim.clip_norm or look at the data; the last checkpoint is kept";

}  // namespace maas::training
