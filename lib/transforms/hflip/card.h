#pragma once

#include <cstdint>
#include <vector>

#include "maas/catalog.h"

namespace maas::transforms {

struct HflipOptions {
  double p = 0.5;
};

void describe(Fields& fields, HflipOptions& options);

Card hflip_card();

}  // namespace maas::transforms
