#include "nn/initialize.h"

#include <cmath>
#include <functional>

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/core/grad_mode.h>

#include "base/hashing.h"
#include "maas/error.h"

namespace maas::nn {
namespace {

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

}  // namespace

void initialize(torch::nn::Module& network, const std::string& scheme, std::uint64_t seed) {
  const at::NoGradGuard no_grad;
  double fan = 1;
  for (auto& parameter : network.named_parameters()) {
    at::Tensor& value = parameter.value();
    auto generator = at::detail::createCPUGenerator(key_of(seed, parameter.key()));
    const bool is_weight = value.dim() >= 2;
    if (is_weight) fan = static_cast<double>(fan_in(value));
    if (scheme == "random") {
      const double bound = 1 / std::sqrt(fan);  // a bias follows its weight and shares its fan
      value.uniform_(-bound, bound, generator);
    } else if (!is_weight) {
      value.zero_();
    } else if (scheme == "kaiming") {
      value.normal_(0, std::sqrt(2 / fan), generator);
    } else if (scheme == "xavier") {
      const double bound = std::sqrt(6 / (fan + static_cast<double>(fan_out(value))));
      value.uniform_(-bound, bound, generator);
    } else {
      fail(ErrorCode::kInvalidRecipe, "unknown initialisation '{}'", scheme);
    }
  }
}

}  // namespace maas::nn
