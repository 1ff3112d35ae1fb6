#pragma once

#include "inference/engine.h"
#include "serving/scheduling/job.h"

namespace maas::serving::scheduling {

/// Runs the jobs as one batch and gives each its outputs or its error.
///
/// If the batch fails, its jobs run one by one, so that only those at fault fail.
void run(inference::Engine& engine, Jobs& batch);

/// Sends each job home, all of one home together; empties `done`.
void deliver(Jobs& done);

}  // namespace maas::serving::scheduling
