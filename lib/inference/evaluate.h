#pragma once

#include <functional>

#include "feed/loader.h"
#include "tasks/task.h"

namespace maas::inference {

/// Told the samples judged so far; may throw to stop.
using OnBatch = std::function<void(std::int64_t samples)>;

/// Judges outputs of a whole loader.
/// @param loader  in order and ending
tasks::Findings evaluate(const tasks::Forward& forward, const tasks::Task& task,
                         feed::Loader& loader, const OnBatch& on_batch);

}  // namespace maas::inference
