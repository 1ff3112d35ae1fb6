#pragma once

#include "maas/catalog.h"

namespace maas::quantizers {

struct RtnOptions {};

void describe(Fields& fields, RtnOptions& options);

Card rtn_card();

}  // namespace maas::quantizers
