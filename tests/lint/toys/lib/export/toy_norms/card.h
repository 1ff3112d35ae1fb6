#pragma once

#include "maas/catalog.h"

namespace maas::exporters {

struct ToyNormsOptions {};

void describe(Fields& fields, ToyNormsOptions& options);

Card toy_norms_card();

}  // namespace maas::exporters
