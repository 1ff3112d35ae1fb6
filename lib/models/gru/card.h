#pragma once

#include "maas/catalog.h"
#include "models/recurrent_options.h"

namespace maas::models {

struct GruOptions : RecurrentOptions {};

Card gru_card();

}  // namespace maas::models
