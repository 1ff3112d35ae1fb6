#include "compress/quantize/network.h"

#include <map>

#include "compress/layers.h"
#include "tensor/network_state.h"

namespace maas::quantizers {
namespace {

/// Scales in the shape that broadcasts over the weight: [outputs, 1, ...].
at::Tensor beside(const at::Tensor& weight, const at::Tensor& scale) {
  std::vector<std::int64_t> shape(static_cast<std::size_t>(weight.dim()), 1);
  shape[0] = scale.size(0);
  return scale.view(shape);
}

LayerChange change_of(const compress::Layer& layer, const QuantizedWeight& quantized) {
  const auto saved = layer.weight.nbytes() - quantized.codes.nbytes() - quantized.scale.nbytes();
  return {.layer = layer.name,
          .change = "int8",
          .error = compress::relative_error(layer.weight, quantized.dequantized()),
          .bytes_before = layer.bytes,
          .bytes_after = layer.bytes - static_cast<std::int64_t>(saved)};
}

/// The network's tensors, with codes and scales in the place of quantized weights.
tensor::NamedTensors tensors_of(const models::Network& network,
                                const std::map<std::string, QuantizedWeight>& quantized) {
  tensor::NamedTensors tensors;
  for (const auto& [name, tensor] : tensor::state_of(network).all()) {
    const auto found = quantized.find(name);
    if (found == quantized.end()) {
      tensors.emplace_back(name, tensor);
      continue;
    }
    const auto& [codes, scale] = found->second;
    tensors.emplace_back(name, codes);
    tensors.emplace_back(name + "_scale", beside(codes, scale));
  }
  return tensors;
}

}  // namespace

QuantizedNetwork quantize_network(models::Network& network, const Quantizer& quantizer,
                                  const std::string& scheme,
                                  const std::vector<std::string>& ignore) {
  const at::NoGradGuard no_grad;
  QuantizedNetwork result{.plan = {.scheme = scheme}};
  std::map<std::string, QuantizedWeight> quantized;
  for (const compress::Layer& layer : compress::layers_of(network, ignore)) {
    if (layer.ignored) {
      result.plan.ignored.push_back(layer.name);
      result.changes.push_back({.layer = layer.name,
                                .change = "kept",
                                .bytes_before = layer.bytes,
                                .bytes_after = layer.bytes});
      continue;
    }
    const QuantizedWeight weight = quantizer.quantize(layer.weight);
    result.plan.layers.push_back(layer.name);
    result.changes.push_back(change_of(layer, weight));
    layer.int8->hold_int8(weight.codes, weight.scale, /*int8_activations=*/scheme == "w8a8");
    quantized.emplace(layer.weight_name(), weight);
  }
  result.tensors = tensors_of(network, quantized);
  return result;
}

}  // namespace maas::quantizers
