#pragma once

#include "maas/train_check.h"
#include "session.h"

namespace maas::cli {

/// Prints the plan of a training; then what the machine lacks decides the status.
/// @throws Error kOutOfMemory, kIo (the disk)
void print_plan(Session& session, const TrainCheckReport& report);

}  // namespace maas::cli
