#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "data/broken.h"
#include "data/dataset.h"
#include "maas/progress.h"

namespace maas::data {

/// A set without its broken samples.
struct Whole {
  std::shared_ptr<const Dataset> samples;
  std::vector<BrokenSample> broken;
  std::string skipped;  ///< what is said of them; empty without any
};

/// How many broken samples are put up with.
struct Allowance {
  std::string what;        ///< the samples, for messages: "data.train"
  std::int64_t most = 0;   ///< in all sets
  std::int64_t found = 0;  ///< in others than this one
};

/// Returns "data.train: 2 of 500 pictures are broken, first ...: they are left out".
/// @param among  the set that they are in
std::string skipped_text(const std::vector<BrokenSample>& broken, const Dataset& among,
                         const Allowance& allowance);

/// Makes sure that no more samples are broken than are put up with, and that one is whole.
/// @param among  the set that they are in
/// @throws Error kInvalidData
void require_allowed(const std::vector<BrokenSample>& broken, const Dataset& among,
                     const Allowance& allowance);

/// Returns the set without some of its samples. Its fingerprint is of those that are left, whatever
/// becomes of the others.
/// @param broken  in the order of the samples
std::shared_ptr<const Dataset> without(std::shared_ptr<const Dataset> samples,
                                       const std::vector<BrokenSample>& broken);

/// Reads every sample to its end and leaves the broken ones out; the others keep their order.
/// @throws Error kInvalidData if there are more than are put up with, or none is whole; kIo;
///   kInterrupted or kTerminated if a stop is asked for
Whole without_broken(std::shared_ptr<const Dataset> samples, const Allowance& allowance,
                     Progress& progress);

}  // namespace maas::data
