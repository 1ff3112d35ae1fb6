#pragma once

#include <cstdint>
#include <vector>

#include "maas/catalog.h"

namespace maas::models {

struct TcnOptions {
  std::vector<std::int64_t> channels = {32, 32, 32, 32};
  std::int64_t kernel = 3;
  double dropout = 0;
};

void describe(Fields& fields, TcnOptions& options);

Card tcn_card();

}  // namespace maas::models
