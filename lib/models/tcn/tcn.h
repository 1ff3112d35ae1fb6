#pragma once

#include <memory>

#include "models/network.h"
#include "models/tcn/card.h"

namespace maas::models {

/// The temporal convolutional network of Bai, Kolter and Koltun 2018, without weight normalisation:
/// blocks of two dilated causal convolutions with a residual connection, and a linear layer on what
/// the last step has become.
/// @throws Error kInvalidRecipe if the problem's inputs are no steps, or there is no block
std::shared_ptr<Network> make_tcn(const Problem& problem, const TcnOptions& options);

}  // namespace maas::models
