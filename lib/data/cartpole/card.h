#pragma once

#include "data/environments.h"
#include "maas/catalog.h"

namespace maas::data {

struct CartpoleOptions : EpisodeOptions {};

void describe(Fields& fields, CartpoleOptions& options);

Card cartpole_card();

}  // namespace maas::data
