#pragma once

#include <memory>

#include "data/dataset.h"
#include "data/split_inspector.h"

namespace maas::data {

/// Tells what the columns of a series hold, and after how many steps they are much as they were.
std::unique_ptr<SplitInspector> make_step_inspector(std::shared_ptr<const Dataset> samples);

}  // namespace maas::data
