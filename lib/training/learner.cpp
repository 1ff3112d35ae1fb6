#include "training/learner.h"

#include <algorithm>
#include <cmath>

#include <ATen/core/grad_mode.h>
#include <ATen/ops/scalar_tensor.h>

#include "base/hashing.h"
#include "inference/forward.h"
#include "maas/error.h"
#include "tensor/runtime.h"
#include "training/autocast.h"
#include "training/clip.h"

namespace maas::training {
namespace {

constexpr const char* kEmaPrefix = "ema.";

}  // namespace

Learner::Learner(models::Network& network, const tasks::Task& task, const Recipe& recipe,
                 const Plan& plan, std::vector<std::shared_ptr<StepHook>> hooks)
    : network_(network),
      task_(task),
      recipe_(recipe),
      plan_(plan),
      hooks_(std::move(hooks)),
      state_of_network_(tensor::state_of(network)) {
  tensor::keep_freed_memory();
  updates_ = updates_of(task_, recipe_.optim, state_of_network_.trained);
  schedule_ = schedule_of(recipe_.schedule, plan_);
  if (recipe_.train.ema) ema_.emplace(state_of_network_.moving(), *recipe_.train.ema);
}

void Learner::drop_gradients() {
  for (const auto& [name, parameter] : state_of_network_.trained) parameter.mutable_grad().reset();
}

StepResult Learner::step(const tensor::MicroBatches& batches, std::int64_t step) {
  StepResult result{.lr = rate(step)};
  for (std::size_t phase = 0; phase < updates_.size(); ++phase) {
    if (!updates_[phase].is_due(step)) continue;
    const double loss_sum = compute_gradients(batches, step, phase);
    follow(updates_[phase], schedule_(step));
    result.losses.push_back({updates_[phase].phase.name, loss_sum});
  }
  if (ema_) ema_->update();
  return result;
}

double Learner::compute_gradients(const tensor::MicroBatches& batches, std::int64_t step,
                                  std::size_t phase) {
  // Dropout's numbers are a function of the step, as everything else is.
  tensor::seed_everything(base::mix(base::mix(static_cast<std::uint64_t>(recipe_.seed)) +
                                    static_cast<std::uint64_t>(step)) +
                          phase);
  tensor::set_training(network_);
  drop_gradients();
  const double loss_sum = accumulate(batches, updates_[phase]);
  if (!std::isfinite(loss_sum)) {
    throw failure_with_hint(ErrorCode::kFailed, kDiverged,
                            "the loss is {} at step {} (epoch {:.2f})", loss_sum, step + 1,
                            plan_.epoch_at(step));
  }
  return loss_sum;
}

double Learner::accumulate(const tensor::MicroBatches& batches, const Update& update) const {
  const tasks::Forward forward = inference::forward_of(network_);
  double weight = 0;
  for (const tensor::Batch& batch : batches) weight += batch.weight;
  double loss_sum = 0;
  for (const tensor::Batch& batch : batches) {
    at::Tensor loss;
    {
      const Bf16Autocast autocast(recipe_.train.precision == "bf16-mixed");
      loss = update.phase.step(forward, batch).loss;
    }
    loss_sum += loss.item<double>();
    // The mean over the whole batch, however it was divided.
    const at::Tensor scale = at::scalar_tensor(1 / weight, loss.options());
    if (updates_.size() == 1) {
      loss.backward(scale);
    } else {
      loss.backward(scale, /*retain_graph=*/std::nullopt, /*create_graph=*/false,
                    update.parameters);
    }
  }
  return loss_sum;
}

void Learner::follow(Update& update, double factor) {
  const at::NoGradGuard no_grad;
  if (recipe_.optim.clip_norm) {
    std::vector<at::Tensor> gradients;
    for (const at::Tensor& parameter : update.parameters) {
      if (parameter.grad().defined()) gradients.push_back(parameter.grad());
    }
    clip_norm(gradients, *recipe_.optim.clip_norm);
  }
  update.optimizers.step(factor);
  for (const auto& hook : hooks_) hook->after_step();
}

tensor::NamedTensors Learner::state() const {
  tensor::NamedTensors state = training::state_of(updates_);
  if (!ema_) return state;
  for (const auto& [name, tensor] : ema_->averages()) state.emplace_back(kEmaPrefix + name, tensor);
  return state;
}

}  // namespace maas::training
