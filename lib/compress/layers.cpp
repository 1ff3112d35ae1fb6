#include "compress/layers.h"

#include <algorithm>

#include <ATen/ops/isfinite.h>
#include <ATen/ops/linalg_vector_norm.h>

#include "base/strings.h"
#include "maas/error.h"

namespace maas::compress {
namespace {

std::int64_t bytes_of(const torch::nn::Module& module) {
  std::int64_t bytes = 0;
  for (const at::Tensor& parameter : module.parameters(/*recurse=*/false)) {
    bytes += static_cast<std::int64_t>(parameter.nbytes());
  }
  return bytes;
}

void mark_ignored(std::vector<Layer>& layers, const std::vector<std::string>& ignore) {
  for (const std::string& name : ignore) {
    const auto found = std::ranges::find(layers, name, &Layer::name);
    if (found == layers.end()) {
      std::vector<std::string> names;
      for (const Layer& layer : layers) names.push_back(layer.name);
      throw failure_with_hint(ErrorCode::kInvalidRecipe,
                              fmt::format("its layers are {}", base::join(names)),
                              "the model has no layer '{}' to ignore", name);
    }
    found->ignored = true;
  }
}

void require_finite(const Layer& layer) {
  if (at::isfinite(layer.weight).all().item<bool>()) return;
  throw failure_with_hint(ErrorCode::kInvalidData, "train again; such a model predicts nothing",
                          "the weight of layer '{}' holds NaN or infinity", layer.name);
}

}  // namespace

std::vector<Layer> layers_of(models::Network& network, const std::vector<std::string>& ignore) {
  std::vector<Layer> layers;
  for (const auto& entry : network.named_modules(/*name_prefix=*/"", /*include_self=*/false)) {
    auto* int8 = dynamic_cast<nn::Int8Layer*>(entry.value().get());
    if (int8 == nullptr) continue;
    layers.push_back({.name = entry.key(),
                      .weight = entry.value()->named_parameters(/*recurse=*/false)["weight"],
                      .int8 = int8,
                      .bytes = bytes_of(*entry.value())});
  }
  if (layers.empty()) {
    fail(ErrorCode::kInvalidRecipe,
         "the model has no linear or convolution layer, which is all that is compressed");
  }
  mark_ignored(layers, ignore);
  for (const Layer& layer : layers) {
    if (!layer.ignored) require_finite(layer);
  }
  return layers;
}

double frobenius_norm(const at::Tensor& tensor) {
  return at::linalg_vector_norm(tensor.to(at::kDouble)).item<double>();
}

double relative_error(const at::Tensor& before, const at::Tensor& after) {
  const double difference = frobenius_norm(after - before);
  return difference == 0 ? 0 : difference / frobenius_norm(before);
}

}  // namespace maas::compress
