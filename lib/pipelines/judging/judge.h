#pragma once

#include <memory>

#include "feed/source.h"
#include "inference/model.h"
#include "maas/progress.h"
#include "tasks/task.h"

namespace maas::pipelines {

/// Runs a model over samples, in order; the findings come with their intervals.
///
/// @param task  what the outputs are judged by
/// @param samples  as the task makes them of a set: `task.source(set, Use::kJudge)`
/// @throws Error kInvalidData if a sample is broken; kInterrupted and kTerminated when a signal
/// asks
tasks::Findings judge(const inference::Model& model, const tasks::Task& task,
                      std::shared_ptr<const feed::Source> samples, std::int64_t batch,
                      Progress& progress);

}  // namespace maas::pipelines
