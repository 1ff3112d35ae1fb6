#pragma once

#include <memory>

#include "data/dataset.h"
#include "inference/model.h"
#include "maas/progress.h"
#include "tasks/task.h"

namespace maas::pipelines {

/// Runs a model over a set, in order; the findings come with their intervals.
///
/// @param task  what the outputs are judged by
/// @throws Error kInvalidData if the set is not what the task was fitted to; kInterrupted and
///   kTerminated when a signal asks
tasks::Findings judge(const inference::Model& model, const tasks::Task& task,
                      std::shared_ptr<const data::Dataset> dataset, std::int64_t batch,
                      Progress& progress);

}  // namespace maas::pipelines
