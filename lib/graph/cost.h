#pragma once

#include "graph/graph.h"

namespace maas::graph {

/// What one layer costs.
struct LayerCost {
  std::string layer;
  std::string op;               ///< the first operator that takes the layer's parameters
  std::int64_t macs = 0;        ///< multiply-accumulates for one sample, of all its uses
  std::int64_t parameters = 0;  ///< trainable numbers, weights and biases alike
};

/// The layers that have parameters, in the order of use. Only linear layers and convolutions are
/// counted to multiply.
std::vector<LayerCost> layer_costs(const Graph& graph);

/// Multiply-accumulates of the linear layers and convolutions for one sample.
std::int64_t macs(const Graph& graph);

/// Trainable numbers of the whole network.
std::int64_t parameter_count(const Graph& graph);

}  // namespace maas::graph
