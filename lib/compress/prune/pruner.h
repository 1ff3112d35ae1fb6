#pragma once

#include <ATen/core/Tensor.h>

namespace maas::pruners {

/// Says which weights matter least.
class Pruner {
 public:
  virtual ~Pruner() = default;

  /// @param weight  float32 [outputs, inputs, ...], finite
  /// @return float32 of the weight's shape, at least 0: the importance of each weight
  virtual at::Tensor importance(const at::Tensor& weight) const = 0;

  /// Whether layers compete: the least important weights go wherever they are. Else each layer
  /// loses the same share.
  virtual bool is_global() const = 0;
};

}  // namespace maas::pruners
