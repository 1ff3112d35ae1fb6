#pragma once

#include <cstdint>

#include "maas/catalog.h"

namespace maas::tasks {

struct AdversarialGenerationOptions {
  std::int64_t critic_steps = 5;
  double penalty = 10;
};

void describe(Fields& fields, AdversarialGenerationOptions& options);

Card adversarial_generation_card();

}  // namespace maas::tasks
