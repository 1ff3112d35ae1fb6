#pragma once

#include <memory>

#include "models/network.h"
#include "models/vae/card.h"

namespace maas::models {

/// A variational autoencoder (Kingma & Welling 2014), which is a nn::Autoencoder. Its `forward`
/// gives the logits of the picture that the posterior's mean stands for, [B, pixels].
/// @throws Error kInvalidRecipe unless it is for pictures
std::shared_ptr<Network> make_vae(const Problem& problem, const VaeOptions& options);

}  // namespace maas::models
