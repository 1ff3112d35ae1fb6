#include "training/ema.h"

#include <ATen/core/grad_mode.h>
#include <ATen/ops/_foreach_lerp.h>

namespace maas::training {

Ema::Ema(const tensor::NamedTensors& weights, double decay) : decay_(decay) {
  for (const auto& [name, weight] : weights) {
    averages_.emplace_back(name, weight.detach().clone());
    if (weight.is_floating_point()) {
      weights_.push_back(weight);
      values_.push_back(averages_.back().second);
    } else {
      counts_.emplace_back(weight, averages_.back().second);
    }
  }
}

void Ema::update() {
  const at::NoGradGuard no_grad;
  at::_foreach_lerp_(values_, weights_, 1 - decay_);
  for (auto& [count, kept] : counts_) kept.copy_(count);
}

void Ema::swap() {
  const at::NoGradGuard no_grad;
  for (std::size_t i = 0; i < weights_.size(); ++i) {
    const at::Tensor held = weights_[i].detach().clone();
    weights_[i].copy_(values_[i]);
    values_[i].copy_(held);
  }
}

}  // namespace maas::training
