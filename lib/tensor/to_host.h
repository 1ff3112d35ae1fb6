#pragma once

#include <string>

#include <ATen/core/Tensor.h>

#include "tensor/host_tensor.h"

namespace maas::tensor {

/// Returns a copy of a tensor's numbers as float32.
HostTensor to_host(std::string name, const at::Tensor& values);

}  // namespace maas::tensor
