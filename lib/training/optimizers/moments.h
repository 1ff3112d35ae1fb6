#pragma once

#include "training/optimizers/optimizer.h"

namespace maas::optimizers {

/// Running means of the gradient and of its square, which Adam and AdamW divide by each other.
struct MomentsOptions {
  double lr = 1e-3;
  double beta1 = 0.9;
  double beta2 = 0.999;
  double eps = 1e-8;
  double weight_decay = 0;
  bool decoupled = false;  ///< AdamW: decay the weights themselves
};

/// Adam (Kingma and Ba 2015) and AdamW (Loshchilov and Hutter 2019) by LibTorch's fused kernels.
class Moments final : public Optimizer {
 public:
  Moments(const Parameters& parameters, const MomentsOptions& options);
  void step(double lr) override;
  std::vector<std::pair<std::string, at::Tensor>> state() const override;
  double base_lr() const override { return options_.lr; }

 private:
  Parameters parameters_;
  MomentsOptions options_;
  std::vector<at::Tensor> mean_;
  std::vector<at::Tensor> square_;
  std::vector<at::Tensor> steps_;
};

}  // namespace maas::optimizers
