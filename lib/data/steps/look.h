#pragma once

#include <cstdint>
#include <vector>

#include "data/series.h"
#include "data/split_inspector.h"

namespace maas::data {

/// Returns the values of a column over the steps of a set; NaN: missing, or broken.
std::vector<double> values_of(const Series& steps, std::size_t column);

/// Returns what is known of each column of a set.
std::vector<SeriesValues> measure_series(const Series& steps);

}  // namespace maas::data
