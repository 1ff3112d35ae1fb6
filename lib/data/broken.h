#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "data/counter.h"
#include "data/dataset.h"
#include "maas/fields.h"

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

/// Does something with each of the first `count` samples that reads them, on all cores.
/// @param read  throws kInvalidData or kNotFound if the sample is broken
/// @return the broken ones, in the order of the samples
/// @throws Error kIo; kInterrupted or kTerminated if a stop is asked for
std::vector<BrokenSample> read_all(const Dataset& samples, std::int64_t count, Counter& counter,
                                   const std::function<void(std::int64_t index)>& read);

/// Reads the first `count` samples to their ends.
/// @return the broken ones, in the order of the samples
/// @throws Error as read_all
std::vector<BrokenSample> verify_all(const Dataset& samples, std::int64_t count, Counter& counter);

/// Returns "5 of 500 pictures are broken, first 'x.png': it is truncated; then 'y.png', 'z.png'";
/// no more than three are named.
/// @param among  the set that they are in
std::string broken_text(const std::vector<BrokenSample>& broken, const Dataset& among);

/// What the samples of a set are called: "pictures", "rows".
std::string_view noun_of(const Dataset& set);

}  // namespace maas::data
