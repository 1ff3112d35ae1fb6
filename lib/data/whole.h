#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "data/dataset.h"
#include "data/headers.h"
#include "maas/progress.h"

namespace maas::data {

/// A set without its broken samples.
struct Whole {
  std::shared_ptr<const Dataset> samples;
  std::vector<BrokenSample> broken;
};

/// Returns the set without some of its samples, or the set itself without any.
/// @param broken  in the order of the samples
std::shared_ptr<const Dataset> without(std::shared_ptr<const Dataset> samples,
                                       const std::vector<BrokenSample>& broken);

/// Reads every sample to its end and leaves the broken ones out; the others keep their order.
/// @param most  broken samples that are put up with
/// @throws Error kInvalidData if there are more, or none is whole; kIo; kInterrupted or kTerminated
///   if a stop is asked for
Whole without_broken(std::shared_ptr<const Dataset> samples, std::int64_t most, Progress& progress);

}  // namespace maas::data
