#pragma once

#include "graph/graph.h"
#include "inference/model.h"

namespace maas::inference {

/// Traces the network of a description in float32: the operators do not depend on the weights, and
/// 8-bit layers run in kernels that a trace does not record.
graph::Graph graph_of(const ModelDescription& description);

}  // namespace maas::inference
