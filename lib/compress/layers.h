#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "maas/error.h"
#include "models/network.h"
#include "nn/int8_layer.h"
#include "tensor/weights.h"

namespace maas::compress {

/// A linear or convolution layer of a network, whose weight may be compressed.
struct Layer {
  std::string name;   ///< as in the network's state, e.g. "conv1"
  at::Tensor weight;  ///< [outputs, inputs, ...]; shares memory with the network
  nn::Int8Layer* int8 = nullptr;
  std::int64_t bytes = 0;  ///< of all the layer's own parameters
  bool ignored = false;    ///< the user wants it left alone

  std::string weight_name() const { return name + ".weight"; }
  bool owns(const std::string& parameter) const { return parameter.starts_with(name + "."); }
};

/// Returns a network's linear and convolution layers in the network's order.
///
/// @param ignore  names of layers to mark as ignored
/// @throws Error kInvalidRecipe if there is none, or an ignored layer does not exist; kInvalidData
///   if a weight of a layer that is not ignored is NaN or infinite
std::vector<Layer> layers_of(models::Network& network, const std::vector<std::string>& ignore);

/// Returns the tensor of that name, which must be there.
template <class Tensors>
auto& find_tensor(Tensors& tensors, const std::string& name) {
  const auto found = std::ranges::find(tensors, name, &tensor::NamedTensors::value_type::first);
  if (found == tensors.end()) fail(ErrorCode::kInternal, "there is no parameter '{}'", name);
  return found->second;
}

/// Returns the square root of the sum of squares.
double frobenius_norm(const at::Tensor& tensor);

/// Returns |after - before| / |before| by Frobenius norms, and 0 for two zero tensors.
double relative_error(const at::Tensor& before, const at::Tensor& after);

}  // namespace maas::compress
