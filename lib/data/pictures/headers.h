#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "data/broken.h"
#include "data/pictures.h"
#include "maas/progress.h"

namespace maas::data {

/// What the headers of a set's pictures say.
struct Headers {
  std::map<ImageShape, std::int64_t> shapes;  ///< with the number of pictures that have it
  std::vector<BrokenSample> broken;           ///< in the order of the samples
};

/// Reads the header of every picture.
/// @throws Error kIo; kInterrupted or kTerminated if a stop is asked for
Headers read_headers(const Pictures& pictures, Progress& progress);

}  // namespace maas::data
