#include "nn/initialize.h"

#include <cmath>
#include <functional>

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/core/grad_mode.h>

#include "base/hashing.h"
#include "maas/error.h"

namespace maas::nn {
namespace {

constexpr double kDeviation = 0.02;  // of GPT-2

std::uint64_t key_of(std::uint64_t seed, const std::string& name) {
  std::uint64_t key = base::mix(seed);
  for (const char letter : name) key = base::mix(key ^ static_cast<unsigned char>(letter));
  return key;
}

/// Inputs that each output of a weight [outputs, inputs, ...] sums over.
std::int64_t fan_in(const at::Tensor& weight) {
  return weight.numel() / weight.size(0);
}

std::int64_t fan_out(const at::Tensor& weight) {
  return weight.numel() / weight.size(1);
}

/// Draws one parameter of a layer whose weight is `weight`.
void draw(at::Tensor& value, const at::Tensor& weight, const std::string& scheme, double scale,
          at::Generator generator) {
  const auto fan = static_cast<double>(fan_in(weight));
  const bool is_weight = value.is_same(weight);
  if (scheme == "random") {
    const double bound = 1 / std::sqrt(fan);
    value.uniform_(-bound, bound, std::move(generator));
  } else if (!is_weight) {
    value.zero_();
  } else if (scheme == "kaiming") {
    value.normal_(0, std::sqrt(2 / fan), std::move(generator));
  } else if (scheme == "normal") {
    value.normal_(0, kDeviation * scale, std::move(generator));
  } else if (scheme == "xavier") {
    const double bound = std::sqrt(6 / (fan + static_cast<double>(fan_out(weight))));
    value.uniform_(-bound, bound, std::move(generator));
  } else {
    fail(ErrorCode::kInvalidRecipe, "unknown initialisation '{}'", scheme);
  }
}

/// Draws a layer's own parameters, not those of the layers below it.
void draw_layer(const torch::nn::Module& layer, const std::string& prefix,
                const std::string& scheme, std::uint64_t seed) {
  auto parameters = layer.named_parameters(/*recurse=*/false);
  const at::Tensor* const weight = parameters.find("weight");
  if (weight == nullptr || weight->dim() < 2) return;
  const auto* const scaled = dynamic_cast<const InitScale*>(&layer);
  for (auto& parameter : parameters) {
    draw(parameter.value(), *weight, scheme, scaled == nullptr ? 1 : scaled->init_scale,
         at::detail::createCPUGenerator(key_of(seed, prefix + parameter.key())));
  }
}

}  // namespace

void initialize(torch::nn::Module& network, const std::string& scheme, std::uint64_t seed) {
  const at::NoGradGuard no_grad;
  draw_layer(network, "", scheme, seed);
  for (const auto& layer : network.named_modules("", /*include_self=*/false)) {
    draw_layer(*layer.value(), layer.key() + ".", scheme, seed);
  }
}

}  // namespace maas::nn
