#pragma once

#include <vector>

#include "graph/graph.h"

namespace torch::jit {
struct Graph;
}

namespace maas::graph {

/// What an input of a trace stands for.
struct GraphInput {
  std::string name;
  ValueKind kind;
};

/// Turns LibTorch's graph of one trace into ours.
///
/// @param inputs  one for each input of the trace, in order
/// @throws Error kInternal if an argument was computed from data, or the trace has control flow
Graph import_graph(torch::jit::Graph& traced, const std::vector<GraphInput>& inputs);

}  // namespace maas::graph
