#pragma once

#include <cstdint>

#include "maas/catalog.h"

namespace maas::models {

struct WganGpOptions {
  std::int64_t latent = 64;
  std::int64_t generator_channels = 64;
  std::int64_t critic_channels = 32;
};

void describe(Fields& fields, WganGpOptions& options);

Card wgan_gp_card();

}  // namespace maas::models
