#pragma once

#include "graph/graph.h"

/// Structured pruning takes whole channels and neurons away. Which parts of which parameters hang
/// together is read off the graph, after DepGraph (Fang et al. 2023, arXiv:2301.12900).
namespace maas::graph {

/// A dimension of a parameter along which units lie: unit u is `repeat` elements from u * repeat.
struct Slice {
  std::string parameter;
  std::int64_t dimension = 0;
  std::int64_t repeat = 1;
};

/// Output units of one or more layers that can only be removed together.
struct CoupledUnits {
  std::vector<std::string> layers;  ///< that give the units, in the order of computation
  std::int64_t units = 0;
  bool is_convolution = false;  ///< units are channels of a convolution
  std::vector<Slice> slices;    ///< all that goes with a unit: weights, biases, consumers' columns
  std::string obstacle;         ///< why no unit may be removed, or empty

  bool prunable() const { return obstacle.empty(); }
};

/// Returns the units of every linear layer and convolution. An operator that is not known to treat
/// units alike is an obstacle to all units that it touches.
std::vector<CoupledUnits> coupled_units(const Graph& graph);

}  // namespace maas::graph
