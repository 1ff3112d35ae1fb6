#pragma once

#include <memory>

#include "models/network.h"
#include "models/wgan_gp/card.h"

namespace maas::models {

/// A generator and a critic after DCGAN (Radford et al. 2016), which are nn::Adversaries; the
/// critic has no batch norm, since its gradient counts sample by sample (Gulrajani et al. 2017).
/// The network's `forward` is the critic's, [B, 1].
/// @throws Error kInvalidRecipe unless it is for pictures whose sides are multiples of 4
std::shared_ptr<Network> make_wgan_gp(const Problem& problem, const WganGpOptions& options);

}  // namespace maas::models
