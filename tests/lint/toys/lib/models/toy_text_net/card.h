#pragma once

#include <cstdint>

#include "maas/catalog.h"

namespace maas::models {

struct ToyTextNetOptions {
  std::int64_t width = 8;
};

void describe(Fields& fields, ToyTextNetOptions& options);

Card toy_text_net_card();

}  // namespace maas::models
