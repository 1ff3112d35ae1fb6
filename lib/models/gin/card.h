#pragma once

#include <cstdint>

#include "maas/catalog.h"

namespace maas::models {

struct GinOptions {
  std::int64_t layers = 4;
  std::int64_t hidden = 32;
  double dropout = 0.5;
};

void describe(Fields& fields, GinOptions& options);

Card gin_card();

}  // namespace maas::models
