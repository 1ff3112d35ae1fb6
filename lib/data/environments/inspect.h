#pragma once

#include <memory>

#include "data/dataset.h"
#include "data/split_inspector.h"

namespace maas::data {

/// Tells what an agent sees and may do in an environment.
std::unique_ptr<SplitInspector> make_environment_inspector(std::shared_ptr<const Dataset> samples);

}  // namespace maas::data
