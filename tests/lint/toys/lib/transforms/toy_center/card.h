#pragma once

#include "maas/catalog.h"

namespace maas::transforms {

struct ToyCenterOptions {};

void describe(Fields& fields, ToyCenterOptions& options);

Card toy_center_card();

}  // namespace maas::transforms
