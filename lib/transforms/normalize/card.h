#pragma once

#include <cstdint>
#include <vector>

#include "maas/catalog.h"

namespace maas::transforms {

/// Means and deviations of pixels in 0..1 that float32 can compute with.
inline const Range kMeans = between(-1e6, 1e6);
inline const Range kDeviations = between(1e-6, 1e6);

struct NormalizeOptions {
  std::vector<double> mean;
  std::vector<double> std;
};

void describe(Fields& fields, NormalizeOptions& options);

Card normalize_card();

}  // namespace maas::transforms
