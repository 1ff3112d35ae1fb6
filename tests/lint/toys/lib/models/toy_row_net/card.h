#pragma once

#include <cstdint>

#include "maas/catalog.h"

namespace maas::models {

struct ToyRowNetOptions {
  std::int64_t hidden = 8;
};

void describe(Fields& fields, ToyRowNetOptions& options);

Card toy_row_net_card();

}  // namespace maas::models
