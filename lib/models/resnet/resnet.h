#pragma once

#include <memory>

#include "models/network.h"
#include "models/resnet/card.h"

namespace maas::models {

/// A residual network (He et al. 2016) with the first convolution that its authors gave it for
/// small pictures: 3x3, without pooling. Stages of basic blocks follow, each but the first halving
/// height and width, then the mean over each channel and a linear layer. Tensors are named as
/// Hugging Face's ResNet names them.
///
/// @throws Error kInvalidRecipe if the lists of stages or blocks are not equally long, or a picture
///   is no [C, H, W]
std::shared_ptr<Network> make_resnet(const Problem& problem, const ResnetOptions& options);

}  // namespace maas::models
