#pragma once

#include "maas/catalog.h"

namespace maas::quantizers {

struct ToyPowersOptions {};

void describe(Fields& fields, ToyPowersOptions& options);

Card toy_powers_card();

}  // namespace maas::quantizers
