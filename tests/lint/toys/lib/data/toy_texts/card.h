#pragma once

#include <cstdint>

#include "maas/catalog.h"

namespace maas::data {

struct ToyTextsOptions {
  std::int64_t samples = 64;
};

void describe(Fields& fields, ToyTextsOptions& options);

Card toy_texts_card();

}  // namespace maas::data
