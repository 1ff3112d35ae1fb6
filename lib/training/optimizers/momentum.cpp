#include "training/optimizers/momentum.h"

#include <ATen/ops/_fused_sgd.h>

#include "training/optimizers/buffers.h"

namespace maas::optimizers {

Momentum::Momentum(const Parameters& parameters, const MomentumOptions& options)
    : parameters_(parameters), options_(options) {
  if (options.momentum > 0) velocity_ = zeros_like(parameters);
}

void Momentum::step(double lr) {
  // Velocity starts at zero, so the first step needs no case of its own.
  at::_fused_sgd_(parameters_.tensors, gradients(parameters_), velocity_, options_.weight_decay,
                  options_.momentum, lr, /*dampening=*/0, options_.nesterov, /*maximize=*/false,
                  /*is_first_step=*/false);
}

std::vector<std::pair<std::string, at::Tensor>> Momentum::state() const {
  std::vector<std::pair<std::string, at::Tensor>> state;
  append_state(state, "velocity", parameters_, velocity_);
  return state;
}

}  // namespace maas::optimizers
