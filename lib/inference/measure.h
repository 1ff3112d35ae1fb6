#pragma once

#include <cstdint>

#include "inference/model.h"

namespace maas::inference {

/// Returns the median time of one forward pass over `batch` random pictures, in milliseconds.
///
/// The two models alternate, so that what else the machine does falls on both.
struct Latencies {
  double first_ms = 0;
  double second_ms = 0;
};
Latencies compare_latency(const Model& first, const Model& second, std::int64_t batch);

}  // namespace maas::inference
