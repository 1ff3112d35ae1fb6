#include "export/weights.h"

#include <algorithm>

#include "formats/safetensors/safetensors.h"
#include "tensor/network_state.h"

namespace maas::exporters {

at::Tensor Weight::dequantized() const {
  if (!is_int8()) return values;
  std::vector<std::int64_t> per_output(static_cast<std::size_t>(values.dim()), 1);
  per_output.front() = -1;
  return values.to(at::kFloat) * scale.view(per_output);
}

Weights weights_of(const inference::Model& model) {
  Weights weights;
  for (const auto& [name, tensor] : tensor::state_of(*model.network).all()) {
    weights[name] = {.values = tensor.detach()};
  }
  if (!model.int8) return weights;
  const formats::TensorFile file = inference::open_weights(model.directory);
  for (const std::string& layer : model.int8->layers) {
    const std::string name = layer + ".weight";
    weights.at(name) = {.values = tensor::tensor_of(file.at(name)),
                        .scale = tensor::tensor_of(file.at(name + "_scale")).flatten(),
                        .rounds_inputs = model.int8->scheme == "w8a8"};
  }
  return weights;
}

}  // namespace maas::exporters
