#pragma once

#include <vector>

#include "tensor/weights.h"

namespace maas::training {

/// An exponential moving average of weights: e = decay e + (1 - decay) w.
class Ema {
 public:
  /// The average starts at the weights' present values.
  Ema(const tensor::NamedTensors& weights, double decay);

  void update();

  /// The averages, under the weights' names.
  const tensor::NamedTensors& averages() const { return averages_; }

  /// Exchanges the weights' values with the averages; a second call restores both.
  void swap();

 private:
  std::vector<at::Tensor> weights_;
  std::vector<at::Tensor> values_;
  tensor::NamedTensors averages_;
  double decay_;
};

}  // namespace maas::training
