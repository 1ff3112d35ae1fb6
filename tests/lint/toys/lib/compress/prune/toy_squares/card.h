#pragma once

#include "maas/catalog.h"

namespace maas::pruners {

struct ToySquaresOptions {};

void describe(Fields& fields, ToySquaresOptions& options);

Card toy_squares_card();

}  // namespace maas::pruners
