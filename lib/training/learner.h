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
#include "training/plan.h"
#include "training/updates.h"

namespace maas::training {

/// The sum of a phase's losses over a step's samples.
struct PhaseLoss {
  std::string phase;  ///< empty: the task's only one
  double sum = 0;
};

/// What a step came to.
struct StepResult {
  std::vector<PhaseLoss> losses;  ///< of the phases that were due, the first one's first
  double lr = 0;
};

/// A network that learns: its weights with the optimizers, the schedule and the moving average.
class Learner {
 public:
  /// @param hooks  called after each change of the weights
  /// @throws Error kInvalidRecipe if the optimizer or the schedule does not suit the recipe
  Learner(models::Network& network, const tasks::Task& task, const Recipe& recipe, const Plan& plan,
          std::vector<std::shared_ptr<StepHook>> hooks);

  /// Does what is due of the task's phases: computes the gradients and follows them.
  ///
  /// @param step  number of the step, from 0; dropout's numbers are a function of it
  /// @throws Error kFailed if a loss is not finite
  StepResult step(const tensor::MicroBatches& batches, std::int64_t step);

  /// Replaces the gradients of a phase's parameters by those of the mean loss over all
  /// micro-batches, however the samples are divided among them.
  ///
  /// @return the sum of the losses over the batches' weight
  /// @throws Error kFailed if that is not finite
  double compute_gradients(const tensor::MicroBatches& batches, std::int64_t step,
                           std::size_t phase = 0);

  /// The learning rate of a step, from 0.
  double rate(std::int64_t step) const {
    return updates_.front().optimizers.base_lr() * schedule_(step);
  }

  void drop_gradients();

  const tensor::NetworkState& network_state() const { return state_of_network_; }
  /// The optimizers' tensors, and the moving average as `ema.*`.
  tensor::NamedTensors state() const;
  /// Null without a moving average.
  Ema* ema() { return ema_ ? &*ema_ : nullptr; }
  const Ema* ema() const { return ema_ ? &*ema_ : nullptr; }

 private:
  double accumulate(const tensor::MicroBatches& batches, const Update& update) const;
  /// Clips a phase's gradients and follows them.
  void follow(Update& update, double factor);

  models::Network& network_;
  const tasks::Task& task_;
  const Recipe& recipe_;
  Plan plan_;
  std::vector<std::shared_ptr<StepHook>> hooks_;
  tensor::NetworkState state_of_network_;
  std::vector<Update> updates_;
  schedules::Schedule schedule_;
  std::optional<Ema> ema_;
};

/// What to do about a loss or weights that are not finite.
inline constexpr const char* kDiverged =
    "lower optim.lr, set optim.clip_norm or look at the data; the last checkpoint is kept";

}  // namespace maas::training
