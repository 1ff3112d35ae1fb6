#pragma once

#include "graph/graph.h"
#include "inference/model.h"

namespace maas::inference {

/// Whether the network of a description can be traced: it is one, and takes a tensor of numbers or
/// texts.
bool has_graph(const ModelDescription& description);

/// Traces the network of a description in float32: the operators do not depend on the weights, and
/// 8-bit layers run in kernels that a trace does not record.
/// @throws Error kInvalidRecipe if it has no graph
graph::Graph graph_of(const ModelDescription& description);

/// Returns how many values the network's parameters have, each tied one once.
std::int64_t parameter_count(const ModelDescription& description);

}  // namespace maas::inference
