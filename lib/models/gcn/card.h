#pragma once

#include <cstdint>

#include "maas/catalog.h"

namespace maas::models {

struct GcnOptions {
  std::int64_t layers = 2;
  std::int64_t hidden = 16;
  double dropout = 0.5;
};

void describe(Fields& fields, GcnOptions& options);

Card gcn_card();

}  // namespace maas::models
