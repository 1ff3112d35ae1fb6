#include "training/clip.h"

#include <ATen/ops/_foreach_mul.h>
#include <ATen/ops/_foreach_norm.h>
#include <ATen/ops/norm.h>
#include <ATen/ops/stack.h>

namespace maas::training {

double clip_norm(const std::vector<at::Tensor>& gradients, double limit) {
  if (gradients.empty()) return 0;
  const auto norm = at::stack(at::_foreach_norm(gradients, 2)).norm().item<double>();
  if (norm > limit) at::_foreach_mul_(gradients, limit / norm);
  return norm;
}

}  // namespace maas::training
