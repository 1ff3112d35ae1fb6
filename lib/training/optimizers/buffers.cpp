#include "training/optimizers/buffers.h"

#include <ATen/ops/zeros.h>
#include <ATen/ops/zeros_like.h>

namespace maas::optimizers {

std::vector<at::Tensor> zeros_like(const Parameters& parameters) {
  std::vector<at::Tensor> zeros;
  for (const at::Tensor& tensor : parameters.tensors) {
    zeros.push_back(at::zeros_like(tensor.detach()));
  }
  return zeros;
}

std::vector<at::Tensor> step_counters(const Parameters& parameters) {
  std::vector<at::Tensor> counters;
  for (std::size_t i = 0; i < parameters.tensors.size(); ++i) {
    counters.push_back(at::zeros({}, at::kFloat));
  }
  return counters;
}

void append_state(std::vector<std::pair<std::string, at::Tensor>>& state, const std::string& kind,
                  const Parameters& parameters, const std::vector<at::Tensor>& tensors) {
  for (std::size_t i = 0; i < tensors.size(); ++i) {
    state.emplace_back(kind + "." + parameters.names[i], tensors[i]);
  }
}

std::vector<at::Tensor> gradients(const Parameters& parameters) {
  std::vector<at::Tensor> grads;
  for (const at::Tensor& tensor : parameters.tensors) {
    const at::Tensor& grad = tensor.grad();
    grads.push_back(grad.defined() ? grad : at::zeros_like(tensor.detach()));
  }
  return grads;
}

}  // namespace maas::optimizers
