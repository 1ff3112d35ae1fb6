#pragma once

#include <string>

#include "maas/catalog.h"

namespace maas::pruners {

struct MagnitudeOptions {
  std::string scope = "global";
};

void describe(Fields& fields, MagnitudeOptions& options);

Card magnitude_card();

}  // namespace maas::pruners
