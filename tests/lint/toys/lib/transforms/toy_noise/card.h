#pragma once

#include "maas/catalog.h"

namespace maas::transforms {

struct ToyNoiseOptions {
  double strength = 0.1;
};

void describe(Fields& fields, ToyNoiseOptions& options);

Card toy_noise_card();

}  // namespace maas::transforms
