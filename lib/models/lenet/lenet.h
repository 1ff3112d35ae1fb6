#pragma once

#include <memory>

#include "models/lenet/card.h"
#include "models/network.h"

namespace maas::models {

/// LeNet-5 (LeCun et al. 1998) as it is trained today: ReLU for the squashing functions, maxima for
/// the averages, full connections between the convolutions.
///
/// @throws Error kInvalidRecipe if there are not two channel counts and two widths, or pictures are
///   smaller than 12x12
std::shared_ptr<Network> make_lenet(const Problem& problem, const LenetOptions& options);

}  // namespace maas::models
