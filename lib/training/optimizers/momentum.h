#pragma once

#include "training/optimizers/momentum_options.h"
#include "training/optimizers/optimizer.h"

namespace maas::optimizers {

/// v = momentum v + g, w -= lr v (Nesterov: lr (g + momentum v)), by LibTorch's fused kernel.
class Momentum final : public Optimizer {
 public:
  Momentum(const Parameters& parameters, const MomentumOptions& options);
  void step(double lr) override;
  std::vector<std::pair<std::string, at::Tensor>> state() const override;
  double base_lr() const override { return options_.lr; }

 private:
  Parameters parameters_;
  MomentumOptions options_;
  std::vector<at::Tensor> velocity_;
};

}  // namespace maas::optimizers
