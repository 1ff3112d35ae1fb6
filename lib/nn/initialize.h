#pragma once

#include <cstdint>
#include <string>

#include <torch/nn/module.h>

namespace maas::nn {

/// A layer whose weights are drawn smaller or larger under `normal`.
class InitScale {
 public:
  virtual ~InitScale() = default;
  double init_scale = 1;
};

/// Draws the weights of the layers that multiply by a matrix or convolve anew, and sets their
/// biases to zero. Such a layer has a `weight` of two or more dimensions; what other layers hold,
/// as the scales of a norm, stays as it was built.
///
/// `kaiming`: normal, variance 2 / fan-in (He et al. 2015). `xavier`: uniform, bound
/// sqrt(6 / (fan-in + fan-out)) (Glorot and Bengio 2010). `random`: uniform, bound
/// 1 / sqrt(fan-in), biases too. `normal`: normal, deviation 0.02 times the layer's `InitScale`
/// (Radford et al. 2019). Each tensor has a stream of its own, keyed by the seed and its
/// name, so that its values do not depend on the other layers.
///
/// @throws Error kInvalidRecipe if `scheme` is none of these
void initialize(torch::nn::Module& network, const std::string& scheme, std::uint64_t seed);

}  // namespace maas::nn
