#pragma once

#include <vector>

#include <ATen/core/Tensor.h>

namespace maas::training {

/// Scales gradients so that their norm, taken over all of them, is at most `limit`.
/// @return the norm before
double clip_norm(const std::vector<at::Tensor>& gradients, double limit);

}  // namespace maas::training
