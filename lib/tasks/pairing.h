#pragma once

#include <cstdint>
#include <vector>

#include "feed/source.h"
#include "tasks/task.h"

namespace maas::tasks {

/// Part of batches that are judged, where a set's samples are not judged one by one: [B] int64,
/// what of the set each begins with.
inline constexpr const char* kSample = "sample";

/// What of a set is judged, and how it hangs together.
struct JudgedSamples {
  std::vector<std::int64_t> beginnings;  ///< what of the set each of them begins with
  std::int64_t overlap = 1;              ///< how many that follow each other share what they tell
};

/// Returns what a source makes of a set to judge a task by.
/// @throws Error as feed::Source::read
JudgedSamples judged_samples(const feed::Source& source, const Task& task);

/// Makes sure that two models were judged by the same samples.
/// @throws Error kInvalidData, with the counts of both
void require_same_samples(const JudgedSamples& first, const JudgedSamples& second);

}  // namespace maas::tasks
