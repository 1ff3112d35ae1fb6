#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "data/counter.h"
#include "data/dataset.h"
#include "data/headers.h"

namespace maas::data {

/// Takes a picture that is whole, from any thread.
using OnPicture = std::function<void(std::int64_t index, formats::Image& picture)>;

/// Reads the first `count` samples to their ends, on all cores.
/// @return the broken ones, in the order of the samples
/// @throws Error kIo; kInterrupted or kTerminated if a stop is asked for
std::vector<BrokenSample> read_all(const Dataset& samples, std::int64_t count, Counter& counter,
                                   const OnPicture& use);

}  // namespace maas::data
