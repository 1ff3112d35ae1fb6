#pragma once

#include <memory>
#include <string>

#include "data/dataset.h"
#include "maas/eval.h"
#include "maas/progress.h"
#include "store/seen.h"

namespace maas::pipelines {

/// Returns the record of a training's samples.
/// @throws Error kNotFound, kIo; kInterrupted or kTerminated if a stop is asked for
store::SeenSamples seen_samples(const data::Dataset& training, Progress& progress);

/// Samples to judge by, and how many of those that were asked for a model has seen.
struct Unseen {
  std::shared_ptr<const data::Dataset> samples;
  std::int64_t seen = 0;
};

/// Leaves out the samples that are in `seen`; the others keep their order.
/// @param what  the samples, for messages: "the test split"
/// @throws Error kInvalidData if none is left; as seen_samples
Unseen without(std::shared_ptr<const data::Dataset> samples, const store::SeenSamples& seen,
               const std::string& what, Progress& progress);

/// Does with the seen ones what `policy` says: exclude, mark or refuse.
/// @throws Error kInvalidData if none is left, or one is to be refused; as seen_samples
Unseen under_policy(std::shared_ptr<const data::Dataset> samples, const store::SeenSamples& seen,
                    const std::string& policy, const std::string& what, Progress& progress);

}  // namespace maas::pipelines
