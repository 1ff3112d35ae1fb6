#include "tensor/network_state.h"

#include <algorithm>

#include "base/glob.h"
#include "maas/error.h"

namespace maas::tensor {
namespace {

NamedTensors joined(std::initializer_list<const NamedTensors*> lists) {
  NamedTensors all;
  for (const NamedTensors* list : lists) all.insert(all.end(), list->begin(), list->end());
  return all;
}

bool is_frozen(const torch::nn::Module& layer) {
  const auto parameters = layer.parameters(/*recurse=*/false);
  return !parameters.empty() &&
         std::ranges::none_of(parameters, [](const at::Tensor& p) { return p.requires_grad(); });
}

}  // namespace

NamedTensors NetworkState::parameters() const {
  return joined({&trained, &frozen});
}

NamedTensors NetworkState::moving() const {
  return joined({&trained, &buffers});
}

NamedTensors NetworkState::all() const {
  return joined({&trained, &frozen, &buffers});
}

NetworkState state_of(const torch::nn::Module& network) {
  NetworkState state;
  std::map<const at::TensorImpl*, std::string> names;
  const auto add = [&](const std::string& name, const at::Tensor& tensor, NamedTensors& to) {
    if (!tensor.defined()) return;
    const auto [found, is_new] = names.try_emplace(tensor.unsafeGetTensorImpl(), name);
    if (is_new) {
      to.emplace_back(name, tensor);
    } else {
      state.aliases[name] = found->second;
    }
  };
  for (const auto& item : network.named_parameters()) {
    add(item.key(), item.value(), item.value().requires_grad() ? state.trained : state.frozen);
  }
  for (const auto& item : network.named_buffers()) add(item.key(), item.value(), state.buffers);
  return state;
}

void freeze(torch::nn::Module& network, const std::string& pattern) {
  const NetworkState state = state_of(network);
  std::size_t count = 0;
  for (const auto& [name, parameter] : state.trained) {
    if (!base::glob_matches(pattern, name)) continue;
    at::Tensor(parameter).set_requires_grad(false);
    ++count;
  }
  if (count > 0 && count < state.trained.size()) return;
  throw failure_with_hint(ErrorCode::kInvalidRecipe,
                          "a pattern matches whole names, such as '" +
                              (state.trained.empty() ? "" : state.trained.front().first) + "'",
                          "model.freeze: '{}' matches {} of the network's {} parameters", pattern,
                          count == 0 ? "none" : "every one", state.trained.size());
}

void set_training(torch::nn::Module& network) {
  network.train();
  for (const auto& layer : network.modules(/*include_self=*/false)) {
    if (is_frozen(*layer)) layer->eval();
  }
}

}  // namespace maas::tensor
