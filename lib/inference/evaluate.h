#pragma once

#include <functional>
#include <memory>

#include "feed/loader.h"
#include "tasks/task.h"

namespace maas::inference {

/// Told the samples judged so far; may throw to stop.
using OnBatch = std::function<void(std::int64_t samples)>;

/// Judges outputs of a whole loader.
/// @param loader  in order and ending
std::unique_ptr<tasks::Evaluation> evaluate(const tasks::Forward& forward, const tasks::Task& task,
                                            feed::Loader& loader, const OnBatch& on_batch);

}  // namespace maas::inference
