#include "graph/cost.h"

#include <algorithm>
#include <set>

namespace maas::graph {
namespace {

/// Every weight meets each position of what it is applied to once.
std::int64_t macs_of(const Graph& graph, const Node& node) {
  const bool is_convolution = node.op == "convolution";
  if (!is_convolution && node.op != "linear") return 0;
  const auto weight_id = node.input("weight");
  const Value& output = graph.values[node.outputs.front()];
  if (!weight_id) return 0;
  const Shape& weight = graph.values[*weight_id].shape;
  if (!is_convolution) return elements_per_sample(output.shape) * weight.at(1);
  if (!node.attribute<bool>("transposed")) {
    // [out, in / groups, ...]: all but `out` for each element of [N, out, ...]
    return elements_per_sample(output.shape) * (elements_per_sample(weight) / weight.at(0));
  }
  // [in, out / groups, ...]: all but `in` for each element of [N, in, ...]
  const Shape& input = graph.values[*node.input("input")].shape;
  return elements_per_sample(input) * (elements_per_sample(weight) / weight.at(0));
}

}  // namespace

std::vector<LayerCost> layer_costs(const Graph& graph) {
  std::vector<LayerCost> costs;
  std::set<ValueId> counted;
  for (const Node& node : graph.nodes) {
    if (node.layer.empty()) continue;
    auto cost = std::ranges::find(costs, node.layer, &LayerCost::layer);
    if (cost == costs.end()) {
      cost = costs.insert(cost, LayerCost{.layer = node.layer, .op = node.op});
    }
    cost->macs += macs_of(graph, node);
    for (const Argument& input : node.inputs) {
      const Value& value = graph.values[input.value];
      if (value.kind == ValueKind::kParameter && counted.insert(input.value).second) {
        cost->parameters += elements_per_sample(value.shape);
      }
    }
  }
  return costs;
}

std::int64_t macs(const Graph& graph) {
  std::int64_t sum = 0;
  for (const Node& node : graph.nodes) sum += macs_of(graph, node);
  return sum;
}

std::int64_t parameter_count(const Graph& graph) {
  std::int64_t sum = 0;
  for (const Value& value : graph.values) {
    if (value.kind == ValueKind::kParameter) sum += elements_per_sample(value.shape);
  }
  return sum;
}

}  // namespace maas::graph
