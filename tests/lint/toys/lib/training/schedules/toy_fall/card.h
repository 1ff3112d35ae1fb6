#pragma once

#include "maas/catalog.h"

namespace maas::schedules {

struct ToyFallOptions {};

void describe(Fields& fields, ToyFallOptions& options);

Card toy_fall_card();

}  // namespace maas::schedules
