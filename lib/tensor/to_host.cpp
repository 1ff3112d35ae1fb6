#include "tensor/to_host.h"

#include <utility>

namespace maas::tensor {

HostTensor to_host(std::string name, const at::Tensor& values) {
  const at::Tensor dense = values.detach().to(at::kCPU, at::kFloat).contiguous();
  const auto* const first = dense.const_data_ptr<float>();
  return {std::move(name), dense.sizes().vec(), std::vector<float>(first, first + dense.numel())};
}

}  // namespace maas::tensor
