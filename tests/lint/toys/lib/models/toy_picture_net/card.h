#pragma once

#include "maas/catalog.h"

namespace maas::models {

struct ToyPictureNetOptions {};

void describe(Fields& fields, ToyPictureNetOptions& options);

Card toy_picture_net_card();

}  // namespace maas::models
