#pragma once

#include <memory>

#include "data/dataset.h"
#include "data/split_inspector.h"

namespace maas::data {

/// Tells who rated what, and how.
std::unique_ptr<SplitInspector> make_pair_inspector(std::shared_ptr<const Dataset> samples);

}  // namespace maas::data
