#pragma once

#include <cstdint>

#include "maas/catalog.h"

namespace maas::tasks {

struct LanguageModellingOptions {
  std::int64_t context = 256;
};

void describe(Fields& fields, LanguageModellingOptions& options);

Card language_modelling_card();

}  // namespace maas::tasks
