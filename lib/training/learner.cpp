#include "training/learner.h"

#include <algorithm>
#include <cmath>

#include <ATen/core/grad_mode.h>
#include <ATen/ops/scalar_tensor.h>

#include "base/hashing.h"
#include "maas/catalog.h"
#include "maas/error.h"
#include "tensor/runtime.h"
#include "training/autocast.h"
#include "training/clip.h"
#include "training/optimizers/registry.h"

namespace maas::training {
namespace {

constexpr const char* kEmaPrefix = "ema.";

}  // namespace

std::unique_ptr<optimizers::Optimizer> make_optimizer(const OptimBlock& block,
                                                      const tensor::NamedTensors& weights) {
  Component component = block.optimizer;
  look_up(catalog(), Registry::kOptimizer, component);
  optimizers::Parameters parameters;
  for (const auto& [name, tensor] : weights) {
    parameters.names.push_back(name);
    parameters.tensors.push_back(tensor);
  }
  return optimizers::factories().make(component, parameters);
}

Learner::Learner(models::Network& network, const tasks::Task& task, const Recipe& recipe,
                 const Plan& plan, std::vector<std::shared_ptr<StepHook>> hooks)
    : network_(network),
      task_(task),
      recipe_(recipe),
      plan_(plan),
      hooks_(std::move(hooks)),
      state_of_network_(tensor::state_of(network)) {
  for (const auto& [name, parameter] : state_of_network_.trained) parameters_.push_back(parameter);
  tensor::keep_freed_memory();
  optimizer_ = make_optimizer(recipe_.optim, state_of_network_.trained);
  schedule_ = schedule_of(recipe_.schedule, plan_);
  if (recipe_.train.ema) ema_.emplace(state_of_network_.moving(), *recipe_.train.ema);
}

void Learner::drop_gradients() {
  for (at::Tensor& parameter : parameters_) parameter.mutable_grad().reset();
}

double Learner::compute_gradients(const tensor::MicroBatches& batches, std::int64_t step) {
  // Dropout's numbers are a function of the step, as everything else is.
  tensor::seed_everything(base::mix(base::mix(static_cast<std::uint64_t>(recipe_.seed)) +
                                    static_cast<std::uint64_t>(step)));
  tensor::set_training(network_);
  drop_gradients();
  const double loss_sum = accumulate(batches);
  if (!std::isfinite(loss_sum)) {
    throw failure_with_hint(ErrorCode::kFailed, kDiverged,
                            "the loss is {} at step {} (epoch {:.2f})", loss_sum, step + 1,
                            plan_.epoch_at(step));
  }
  return loss_sum;
}

double Learner::accumulate(const tensor::MicroBatches& batches) {
  const auto forward = [this](const tensor::Batch& batch) { return network_.forward(batch); };
  double weight = 0;
  for (const tensor::Batch& batch : batches) weight += batch.weight;
  double loss_sum = 0;
  for (const tensor::Batch& batch : batches) {
    at::Tensor loss;
    {
      const Bf16Autocast autocast(recipe_.train.precision == "bf16-mixed");
      loss = task_.step(forward, batch).loss;
    }
    loss_sum += loss.item<double>();
    // The mean over the whole batch, however it was divided.
    loss.backward(at::scalar_tensor(1 / weight, loss.options()));
  }
  return loss_sum;
}

double Learner::update(std::int64_t step) {
  const at::NoGradGuard no_grad;
  if (recipe_.optim.clip_norm) {
    std::vector<at::Tensor> gradients;
    for (const at::Tensor& parameter : parameters_) {
      if (parameter.grad().defined()) gradients.push_back(parameter.grad());
    }
    clip_norm(gradients, *recipe_.optim.clip_norm);
  }
  const double lr = rate(step);
  optimizer_->step(lr);
  for (const auto& hook : hooks_) hook->after_step();
  if (ema_) ema_->update();
  return lr;
}

tensor::NamedTensors Learner::state() const {
  tensor::NamedTensors state = optimizer_->state();
  if (!ema_) return state;
  for (const auto& [name, tensor] : ema_->averages()) state.emplace_back(kEmaPrefix + name, tensor);
  return state;
}

}  // namespace maas::training
