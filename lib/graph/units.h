#pragma once

#include <map>
#include <optional>
#include <set>

#include "graph/coupling.h"

namespace maas::graph {

/// What lies along one dimension of a tensor: each unit of a group, `repeat` elements long.
struct Tracked {
  std::size_t group = 0;
  std::int64_t repeat = 1;
};

/// Groups of units that grow together: a disjoint-set forest.
class UnitGroups {
 public:
  std::size_t add(std::int64_t units);

  /// Makes one group of two.
  void unite(std::size_t first, std::size_t second);

  /// Notes why no unit of the group may be removed; the first reason stays.
  void block(std::size_t group, const std::string& reason);

  /// Notes that the group's units are the outputs of this layer.
  void add_layer(std::size_t group, const std::string& layer, bool is_convolution);

  /// Puts the units along a dimension of a parameter. What lay there before is united with them.
  void lay_along(ValueId parameter, std::size_t dimension, Tracked units);

  /// Returns what was laid along a dimension of a parameter.
  std::optional<Tracked> along(ValueId parameter, std::size_t dimension) const;

  /// The groups that are outputs of layers, with the parameters' parts that belong to them.
  std::vector<CoupledUnits> result(const Graph& graph) const;

 private:
  struct Group {
    std::size_t parent = 0;
    std::int64_t units = 0;
    bool is_convolution = false;
    std::vector<std::string> layers{};
    std::string obstacle{};
  };

  std::size_t root(std::size_t group) const;

  std::vector<Group> groups_;
  std::map<std::pair<ValueId, std::size_t>, Tracked> laid_;
};

}  // namespace maas::graph
