#pragma once

#include "maas/catalog.h"
#include "models/recurrent_options.h"

namespace maas::models {

struct LstmOptions : RecurrentOptions {};

Card lstm_card();

}  // namespace maas::models
