#pragma once

#include <memory>
#include <string>

#include "data/cartpole/card.h"
#include "data/environments.h"
#include "data/layout.h"

namespace maas::data {

/// A cart on a track that is pushed to the left or to the right, so that the pole on it stays
/// upright (Barto, Sutton & Anderson 1983, "Neuronlike adaptive elements that can solve difficult
/// learning control problems"), with the numbers of Gymnasium's CartPole-v1.
///
/// Each step gives a reward of 1. An episode ends where the cart is more than 2.4 from the middle
/// or the pole leans by more than 12 degrees, and is cut off after 500 steps.
World cartpole_world();

std::unique_ptr<Layout> make_cartpole(const std::string& split, const CartpoleOptions& options);

}  // namespace maas::data
