#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "inference/model.h"

namespace maas::inference {

/// How long a measurement goes on: until both are reached.
struct Effort {
  std::size_t runs = 31;
  double seconds = 0;
};

/// Returns the times of single runs in milliseconds, of each of several works.
///
/// The works alternate, so that what else the machine does falls on all of them. Some runs to warm
/// up come before, a tenth of the effort and at least three. What a work throws ends it.
std::vector<std::vector<double>> time_runs(const std::vector<std::function<void()>>& works,
                                           const Effort& effort);

/// Returns the smallest value that at least this share of the values do not exceed.
/// @param values  at least one
/// @param share  in (0, 1]
double percentile(std::vector<double> values, double share);

/// Returns random samples as a model's network takes them.
tensor::Batch random_batch(const Model& model, std::int64_t samples);

/// Median times of one forward pass over the same random samples, in milliseconds.
struct Latencies {
  double first_ms = 0;
  double second_ms = 0;
};
Latencies compare_latency(const Model& first, const Model& second, std::int64_t batch);

}  // namespace maas::inference
