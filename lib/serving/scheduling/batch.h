#pragma once

#include "inference/engine.h"
#include "serving/scheduling/job.h"

namespace maas::serving::scheduling {

/// Runs the jobs as one batch, once, and gives each its outputs or its error: what is wrong with
/// one does not touch the others.
void run(inference::Engine& engine, Jobs& batch);

}  // namespace maas::serving::scheduling
