#include "training/optimizers/moments.h"

#include <ATen/ops/_foreach_add.h>
#include <ATen/ops/_fused_adam.h>
#include <ATen/ops/_fused_adamw.h>

#include "training/optimizers/buffers.h"

namespace maas::optimizers {

Moments::Moments(const Parameters& parameters, const MomentsOptions& options, WeightDecay decay)
    : parameters_(parameters),
      options_(options),
      decay_(decay),
      mean_(zeros_like(parameters)),
      square_(zeros_like(parameters)),
      steps_(step_counters(parameters)) {}

void Moments::step(double lr) {
  at::_foreach_add_(steps_, 1);
  const auto update = [&](auto&& fused) {
    fused(parameters_.tensors, gradients(parameters_), mean_, square_, /*max_exp_avg_sqs=*/{},
          steps_, lr, options_.beta1, options_.beta2, options_.weight_decay, options_.eps,
          /*amsgrad=*/false, /*maximize=*/false);
  };
  if (decay_ == WeightDecay::kDecoupled) {
    update([](at::TensorList p, at::TensorList g, at::TensorList m, at::TensorList v,
              at::TensorList unused, at::TensorList steps,
              auto... numbers) { at::_fused_adamw_(p, g, m, v, unused, steps, numbers...); });
  } else {
    update([](at::TensorList p, at::TensorList g, at::TensorList m, at::TensorList v,
              at::TensorList unused, at::TensorList steps,
              auto... numbers) { at::_fused_adam_(p, g, m, v, unused, steps, numbers...); });
  }
}

std::vector<std::pair<std::string, at::Tensor>> Moments::state() const {
  std::vector<std::pair<std::string, at::Tensor>> state;
  append_state(state, "mean", parameters_, mean_);
  append_state(state, "square", parameters_, square_);
  append_state(state, "steps", parameters_, steps_);
  return state;
}

}  // namespace maas::optimizers
