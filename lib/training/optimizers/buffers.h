#pragma once

#include <string>
#include <utility>
#include <vector>

#include "training/optimizers/optimizer.h"

namespace maas::optimizers {

/// One float32 zero tensor per parameter, of its shape.
std::vector<at::Tensor> zeros_like(const Parameters& parameters);

/// One float32 counter per parameter, as the fused kernels take it.
std::vector<at::Tensor> step_counters(const Parameters& parameters);

/// Appends `<kind>.<parameter>` for each tensor.
void append_state(std::vector<std::pair<std::string, at::Tensor>>& state, const std::string& kind,
                  const Parameters& parameters, const std::vector<at::Tensor>& tensors);

/// Returns the parameters' gradients; a parameter without one gets zeros.
std::vector<at::Tensor> gradients(const Parameters& parameters);

}  // namespace maas::optimizers
