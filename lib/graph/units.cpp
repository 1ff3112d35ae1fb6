#include "graph/units.h"

#include <algorithm>

namespace maas::graph {

std::size_t UnitGroups::add(std::int64_t units) {
  groups_.push_back({.parent = groups_.size(), .units = units});
  return groups_.size() - 1;
}

std::size_t UnitGroups::root(std::size_t group) const {
  while (groups_[group].parent != group) group = groups_[group].parent;
  return group;
}

void UnitGroups::unite(std::size_t first, std::size_t second) {
  const auto [kept, merged] = std::minmax({root(first), root(second)});
  if (kept == merged) return;
  Group& group = groups_[kept];
  Group& other = groups_[merged];
  other.parent = kept;
  group.is_convolution |= other.is_convolution;
  for (const std::string& layer : other.layers) add_layer(kept, layer, other.is_convolution);
  if (!other.obstacle.empty()) block(kept, other.obstacle);
  if (group.units != other.units) {
    block(kept, fmt::format("{} units are joined with {}", group.units, other.units));
  }
}

void UnitGroups::block(std::size_t group, const std::string& reason) {
  std::string& obstacle = groups_[root(group)].obstacle;
  if (obstacle.empty()) obstacle = reason;
}

void UnitGroups::add_layer(std::size_t group, const std::string& layer, bool is_convolution) {
  Group& owner = groups_[root(group)];
  owner.is_convolution |= is_convolution;
  if (std::ranges::find(owner.layers, layer) == owner.layers.end()) owner.layers.push_back(layer);
}

void UnitGroups::lay_along(ValueId parameter, std::size_t dimension, Tracked units) {
  const auto [found, is_new] = laid_.try_emplace({parameter, dimension}, units);
  if (is_new) return;
  unite(found->second.group, units.group);
  if (found->second.repeat != units.repeat) {
    block(units.group, fmt::format("a parameter takes {} elements a unit here and {} there",
                                   found->second.repeat, units.repeat));
  }
}

std::optional<Tracked> UnitGroups::along(ValueId parameter, std::size_t dimension) const {
  const auto found = laid_.find({parameter, dimension});
  return found == laid_.end() ? std::nullopt : std::optional(found->second);
}

std::vector<CoupledUnits> UnitGroups::result(const Graph& graph) const {
  std::vector<CoupledUnits> all;
  for (std::size_t i = 0; i < groups_.size(); ++i) {
    const Group& group = groups_[i];
    if (group.parent != i || group.layers.empty()) continue;
    CoupledUnits& units = all.emplace_back(CoupledUnits{.layers = group.layers,
                                                        .units = group.units,
                                                        .is_convolution = group.is_convolution,
                                                        .obstacle = group.obstacle});
    for (const auto& [place, tracked] : laid_) {
      const auto& [parameter, dimension] = place;
      if (root(tracked.group) != i) continue;
      units.slices.push_back({.parameter = graph.values[parameter].name,
                              .dimension = static_cast<std::int64_t>(dimension),
                              .repeat = tracked.repeat});
    }
  }
  return all;
}

}  // namespace maas::graph
