#pragma once

#include <memory>

#include "data/dataset.h"
#include "data/split_inspector.h"

namespace maas::data {

/// Tells how large graphs are.
std::unique_ptr<SplitInspector> make_graph_inspector(std::shared_ptr<const Dataset> samples);

}  // namespace maas::data
