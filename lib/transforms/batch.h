#pragma once

#include <ATen/core/Tensor.h>

namespace maas::transforms {

/// Samples as a network and a task take them.
struct Batch {
  at::Tensor inputs;   ///< [B, C, H, W] float32, preprocessed
  at::Tensor targets;  ///< [B] int64, class numbers
  std::int64_t size() const { return inputs.defined() ? inputs.size(0) : 0; }
};

}  // namespace maas::transforms
