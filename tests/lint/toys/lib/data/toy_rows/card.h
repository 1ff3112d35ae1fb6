#pragma once

#include <cstdint>

#include "maas/catalog.h"

namespace maas::data {

struct ToyRowsOptions {
  std::int64_t samples = 64;
};

void describe(Fields& fields, ToyRowsOptions& options);

Card toy_rows_card();

}  // namespace maas::data
