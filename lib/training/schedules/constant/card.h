#pragma once

#include "maas/catalog.h"

namespace maas::schedules {

struct ConstantOptions {};

void describe(Fields& fields, ConstantOptions& options);

Card constant_card();

}  // namespace maas::schedules
