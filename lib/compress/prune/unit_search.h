#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "graph/coupling.h"
#include "tensor/weights.h"

namespace maas::pruners {

using graph::CoupledUnits;

/// Counts a network's parameters while units leave and return.
class ParameterCount {
 public:
  explicit ParameterCount(const tensor::NamedTensors& weights);

  void remove_one(const CoupledUnits& group) { resize(group, -1); }
  void restore_one(const CoupledUnits& group) { resize(group, +1); }
  std::int64_t total() const { return total_; }

 private:
  void resize(const CoupledUnits& group, std::int64_t units);

  std::map<std::string, std::vector<std::int64_t>> shapes_;
  std::int64_t total_ = 0;
};

/// For each group the units that stay.
using KeptUnits = std::vector<std::set<std::size_t>>;

/// Chooses units so that at most `target` parameters stay, and so many that no removed unit would
/// still fit.
///
/// The least important units go until the target is met; then removed ones return, the most
/// important first, where they fit. One unit of each group always stays.
///
/// @param importance  of each unit of each group; comparable between groups
/// @throws Error kInvalidRecipe if the network has no more than `target` parameters already, or
///   one unit per group is still too many
KeptUnits choose_units(const std::vector<CoupledUnits>& groups,
                       const std::vector<std::vector<double>>& importance,
                       const tensor::NamedTensors& weights, std::int64_t target);

}  // namespace maas::pruners
