#pragma once

#include <cstdint>

#include "maas/catalog.h"

namespace maas::data {

struct ToyPicturesOptions {
  std::int64_t samples = 64;
};

void describe(Fields& fields, ToyPicturesOptions& options);

Card toy_pictures_card();

}  // namespace maas::data
