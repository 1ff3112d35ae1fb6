#include "training/optimizers/rmsprop/rmsprop.h"

#include <ATen/ops/_foreach_add.h>
#include <ATen/ops/_foreach_addcdiv.h>
#include <ATen/ops/_foreach_addcmul.h>
#include <ATen/ops/_foreach_mul.h>
#include <ATen/ops/_foreach_sqrt.h>

#include "training/optimizers/buffers.h"

namespace maas::optimizers {
namespace {

/// s = alpha s + (1 - alpha) g^2, w -= lr g / (sqrt(s) + eps), with optional momentum over the step
/// (Tieleman and Hinton 2012).
class Rmsprop final : public Optimizer {
 public:
  Rmsprop(const Parameters& parameters, const RmspropOptions& options)
      : parameters_(parameters), options_(options), square_(zeros_like(parameters)) {
    if (options.momentum > 0) velocity_ = zeros_like(parameters);
  }

  void step(double lr) override {
    std::vector<at::Tensor> grads = gradients(parameters_);
    if (options_.weight_decay > 0) {
      grads = at::_foreach_add(grads, parameters_.tensors, options_.weight_decay);
    }
    at::_foreach_mul_(square_, options_.alpha);
    at::_foreach_addcmul_(square_, grads, grads, 1 - options_.alpha);
    std::vector<at::Tensor> root = at::_foreach_sqrt(square_);
    at::_foreach_add_(root, options_.eps);
    if (velocity_.empty()) {
      at::_foreach_addcdiv_(parameters_.tensors, grads, root, -lr);
      return;
    }
    at::_foreach_mul_(velocity_, options_.momentum);
    at::_foreach_addcdiv_(velocity_, grads, root);
    at::_foreach_add_(parameters_.tensors, velocity_, -lr);
  }

  std::vector<std::pair<std::string, at::Tensor>> state() const override {
    std::vector<std::pair<std::string, at::Tensor>> state;
    append_state(state, "square", parameters_, square_);
    append_state(state, "velocity", parameters_, velocity_);
    return state;
  }

  double base_lr() const override { return options_.lr; }

 private:
  Parameters parameters_;
  RmspropOptions options_;
  std::vector<at::Tensor> square_;
  std::vector<at::Tensor> velocity_;
};

}  // namespace

std::unique_ptr<Optimizer> make_rmsprop(const Parameters& parameters,
                                        const RmspropOptions& options) {
  return std::make_unique<Rmsprop>(parameters, options);
}

}  // namespace maas::optimizers
