#pragma once

#include <cstdint>

#include "maas/catalog.h"

namespace maas::models {

struct ToyTokenNetOptions {
  std::int64_t width = 8;
};

void describe(Fields& fields, ToyTokenNetOptions& options);

Card toy_token_net_card();

}  // namespace maas::models
