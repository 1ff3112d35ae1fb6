#pragma once

#include <cstdint>
#include <optional>

#include "maas/catalog.h"

namespace maas::tasks {

struct RecommendationOptions {
  std::optional<double> relevant;
  std::int64_t negatives = 1;
  std::int64_t top = 10;
};

void describe(Fields& fields, RecommendationOptions& options);

Card recommendation_card();

}  // namespace maas::tasks
