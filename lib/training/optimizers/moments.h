#pragma once

#include "training/optimizers/moments_options.h"
#include "training/optimizers/optimizer.h"

namespace maas::optimizers {

/// What weight decay acts on.
enum class WeightDecay {
  kInTheGradient,  ///< Adam: as an L2 penalty
  kDecoupled,      ///< AdamW: the weights themselves
};

/// Adam (Kingma and Ba 2015) and AdamW (Loshchilov and Hutter 2019) by LibTorch's fused kernels:
/// the running mean of the gradient, divided by the root of that of its square.
class Moments final : public Optimizer {
 public:
  Moments(const Parameters& parameters, const MomentsOptions& options, WeightDecay decay);
  void step(double lr) override;
  std::vector<std::pair<std::string, at::Tensor>> state() const override;
  double base_lr() const override { return options_.lr; }

 private:
  Parameters parameters_;
  MomentsOptions options_;
  WeightDecay decay_;
  std::vector<at::Tensor> mean_;
  std::vector<at::Tensor> square_;
  std::vector<at::Tensor> steps_;
};

}  // namespace maas::optimizers
