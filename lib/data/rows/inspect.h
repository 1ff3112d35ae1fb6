#pragma once

#include <memory>

#include "data/dataset.h"
#include "data/split_inspector.h"

namespace maas::data {

/// Tells what stands in the columns of a table.
std::unique_ptr<SplitInspector> make_row_inspector(std::shared_ptr<const Dataset> samples);

}  // namespace maas::data
