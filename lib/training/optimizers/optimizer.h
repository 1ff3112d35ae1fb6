#pragma once

#include <string>
#include <utility>
#include <vector>

#include <ATen/core/Tensor.h>

namespace maas::optimizers {

/// A parameter's gradient becomes its change. State is float32 and named for checkpoints.
class Optimizer {
 public:
  virtual ~Optimizer() = default;

  /// Changes the parameters by their gradients; one without a gradient has one of zeros.
  virtual void step(double lr) = 0;

  /// State tensors by name; loading copies into them.
  virtual std::vector<std::pair<std::string, at::Tensor>> state() const = 0;

  /// The recipe's learning rate, which the schedule scales.
  virtual double base_lr() const = 0;
};

/// Parameters with their names, in the network's order.
struct Parameters {
  std::vector<std::string> names;
  std::vector<at::Tensor> tensors;
};

}  // namespace maas::optimizers
