#pragma once

#include <cstdint>
#include <vector>

#include "maas/catalog.h"

namespace maas::transforms {

struct NormalizeOptions {
  std::vector<double> mean;
  std::vector<double> std;
};

void describe(Fields& fields, NormalizeOptions& options);

Card normalize_card();

}  // namespace maas::transforms
