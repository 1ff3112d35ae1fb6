#pragma once

#include <cstdint>

#include "maas/catalog.h"

namespace maas::schedules {

struct ToyHalvingOptions {
  std::int64_t every = 100;
};

void describe(Fields& fields, ToyHalvingOptions& options);

Card toy_halving_card();

}  // namespace maas::schedules
