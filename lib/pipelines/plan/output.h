#pragma once

#include "maas/train_check.h"
#include "pipelines/run/history.h"

namespace maas::pipelines {

/// What a training finds in its run directory, and what it begins with.
struct Prospect {
  RunHistory history;
  std::string status;           ///< as PlannedOutput has it
  std::int64_t steps_done = 0;  ///< of the run to continue
};

/// Looks at the run directory as a training would; nothing is made or changed.
/// @throws Error what a training would refuse
RunHistory look_ahead(const TrainRequest& request);

/// Returns what a training with this history begins with.
/// @throws Error kCannotCreate if it would have to start over and could not
Prospect prospect_of(const TrainRequest& request, RunHistory history);

/// The files of a run.
///
/// @param checkpoints  how many are written; `keep` of them stay
/// @param checkpoint_bytes  of one of them
/// @param model_bytes  of the published weights
PlannedOutput planned_output(const TrainRequest& request, const Prospect& prospect,
                             std::int64_t checkpoints, std::int64_t checkpoint_bytes,
                             std::int64_t model_bytes);

}  // namespace maas::pipelines
