#pragma once

#include <cstdint>
#include <vector>

#include "maas/catalog.h"

namespace maas::models {

struct VaeOptions {
  std::vector<std::int64_t> hidden = {400};
  std::int64_t latent = 20;
};

void describe(Fields& fields, VaeOptions& options);

Card vae_card();

}  // namespace maas::models
