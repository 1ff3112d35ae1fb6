#pragma once

#include "maas/train_check.h"
#include "pipelines/assembly/assemble.h"

namespace maas::pipelines {

/// Pictures have the shape that the model is for, of which the size may be any.
PlannedSplit planned_split(std::string split, const data::Dataset& samples,
                           const Assembly& assembly);

/// The description of the network, and its layers once it is built.
PlannedNetwork planned_network(const Recipe& recipe, const Assembly& assembly);

/// @param done  steps that the run has made before
PlannedSteps planned_steps(const Assembly& assembly, std::int64_t done);

}  // namespace maas::pipelines
