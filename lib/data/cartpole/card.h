#pragma once

#include "data/episode_options.h"
#include "maas/catalog.h"

namespace maas::data {

struct CartpoleOptions : EpisodeOptions {};

void describe(Fields& fields, CartpoleOptions& options);

Card cartpole_card();

}  // namespace maas::data
