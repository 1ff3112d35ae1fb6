#pragma once

#include <memory>
#include <string>

#include "data/layout.h"
#include "data/series/card.h"

namespace maas::data {

/// Steps in the order of time, a line of comma- or tab-separated values each, also packed by gzip.
/// If the first line has no number, it names the columns. The columns of numbers are what is
/// known of a step; the first column may tell its time instead, by texts or by numbers that rise.
std::unique_ptr<Layout> make_series(const std::string& split, const SeriesOptions& options);

}  // namespace maas::data
