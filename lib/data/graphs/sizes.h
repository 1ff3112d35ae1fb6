#pragma once

#include <vector>

#include "data/graphs.h"
#include "data/split_inspector.h"

namespace maas::data {

/// Returns how many nodes and edges graphs have, and how many links nodes: of all graphs, or of the
/// one whose nodes are the samples; empty: there is no sample.
std::vector<Extent> sizes_of(const Graphs& graphs);

}  // namespace maas::data
