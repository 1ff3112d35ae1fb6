#pragma once

#include <vector>

#include "compress/layers.h"
#include "compress/prune/pruner.h"
#include "graph/coupling.h"
#include "tensor/weights.h"

namespace maas::pruners {

using graph::CoupledUnits;

/// Which units may be removed.
struct UnitKinds {
  bool channels = false;  ///< of convolutions
  bool neurons = false;   ///< of linear layers
};

/// Returns the groups of units that may go: of these kinds, without an obstacle, and not touching a
/// layer that is ignored.
std::vector<CoupledUnits> removable_units(const std::vector<CoupledUnits>& groups, UnitKinds kinds,
                                          const std::vector<compress::Layer>& layers);

/// The importance of each unit: the L2 norm of the importance of its weights in the layers that
/// give it, made comparable between groups. Where layers compete it is divided by the group's mean,
/// so that a layer of many small weights is not emptied first; else it is the unit's rank in its
/// group, from 0 to 1, so that each layer loses the same share.
std::vector<std::vector<double>> unit_importance(const std::vector<CoupledUnits>& groups,
                                                 const tensor::NamedTensors& weights,
                                                 const Pruner& pruner);

}  // namespace maas::pruners
