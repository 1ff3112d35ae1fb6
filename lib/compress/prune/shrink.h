#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "compress/layers.h"
#include "compress/prune/unit_search.h"
#include "maas/quantize.h"

namespace maas::pruners {

/// What is left of a network when units are gone.
struct ShrunkNetwork {
  std::map<std::string, std::int64_t> widths;  ///< layer -> outputs, as Network::resized takes them
  tensor::NamedTensors weights;
  std::vector<LayerChange> changes;
};

/// Cuts the units that do not stay out of the weights.
ShrunkNetwork shrink(const std::vector<CoupledUnits>& groups, const KeptUnits& kept,
                     const std::vector<compress::Layer>& layers,
                     const tensor::NamedTensors& weights);

}  // namespace maas::pruners
