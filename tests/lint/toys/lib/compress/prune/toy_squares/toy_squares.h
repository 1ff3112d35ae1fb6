#pragma once

#include <memory>

#include "compress/prune/pruner.h"
#include "compress/prune/toy_squares/card.h"

namespace maas::pruners {

std::unique_ptr<Pruner> make_toy_squares(const ToySquaresOptions& options);

}  // namespace maas::pruners
