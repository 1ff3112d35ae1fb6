#pragma once

#include <ATen/core/Tensor.h>

namespace maas::training {

/// Lets the forward pass of this thread compute in bfloat16 where LibTorch deems it safe, for the
/// lifetime of the object. Weights, gradients and the loss stay float32.
class Bf16Autocast {
 public:
  explicit Bf16Autocast(bool enabled);
  Bf16Autocast(const Bf16Autocast&) = delete;
  Bf16Autocast& operator=(const Bf16Autocast&) = delete;
  ~Bf16Autocast();

 private:
  bool enabled_;
  bool previous_ = false;
  at::ScalarType previous_type_ = at::kFloat;
};

}  // namespace maas::training
