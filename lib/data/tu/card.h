#pragma once

#include "maas/catalog.h"

namespace maas::data {

struct TuOptions {
  Path path;
};

void describe(Fields& fields, TuOptions& options);

Card tu_card();

}  // namespace maas::data
