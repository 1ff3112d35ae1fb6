#pragma once

#include <cstdint>

#include "maas/catalog.h"

namespace maas::models {

struct MfOptions {
  std::int64_t factors = 32;
  double dropout = 0;
};

void describe(Fields& fields, MfOptions& options);

Card mf_card();

}  // namespace maas::models
