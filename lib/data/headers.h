#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "data/dataset.h"
#include "maas/fields.h"
#include "maas/progress.h"

namespace maas::data {

/// A sample that cannot be read.
struct BrokenSample {
  std::string name;
  std::string reason;
  std::int64_t index = 0;  ///< in its set
};

inline void describe(Fields& fields, BrokenSample& sample) {
  fields("name", sample.name, "the file, or the place in it");
  fields("reason", sample.reason, "what is wrong with it");
}

/// What the headers of a set's samples say.
struct Headers {
  std::map<ImageShape, std::int64_t> shapes;  ///< with the number of samples that have it
  std::vector<BrokenSample> broken;           ///< in the order of the samples
};

/// Reads the header of every sample.
/// @throws Error kIo; kInterrupted or kTerminated if a stop is asked for
Headers read_headers(const Dataset& samples, Progress& progress);

/// Whether an error means that the sample is broken, or a link that leads nowhere, and not that
/// reading fails.
bool is_of_the_sample(const Error& error);

/// Returns why a sample is broken, without its name where the message begins with it.
std::string reason_of(const Error& error, const std::string& name);

/// Returns "5 of 500 pictures are broken, first 'x.png': it is truncated; then 'y.png', 'z.png'";
/// no more than three are named.
std::string broken_text(const std::vector<BrokenSample>& broken, std::int64_t of);

}  // namespace maas::data
