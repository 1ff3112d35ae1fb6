#pragma once

#include "base/memory.h"
#include "maas/train_check.h"

namespace maas::pipelines {

/// What a machine has for a training.
struct Machine {
  base::MemoryLimit memory;
  std::int64_t free_disk = 0;
};

/// Plans a training for a machine.
/// @throws Error as check_training()
TrainCheckReport plan_training(const TrainRequest& request, const Machine& machine,
                               Progress& progress);

}  // namespace maas::pipelines
