#pragma once

#include <cstdint>

#include "maas/catalog.h"

namespace maas::models {

struct GptOptions {
  std::int64_t layers = 4;
  std::int64_t heads = 4;
  std::int64_t width = 128;
  double dropout = 0;
};

void describe(Fields& fields, GptOptions& options);

Card gpt_card();

}  // namespace maas::models
