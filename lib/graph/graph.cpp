#include "graph/graph.h"

#include <cstdlib>

namespace maas::graph {

std::int64_t elements_per_sample(const Shape& shape) {
  std::int64_t elements = 1;
  for (const std::int64_t size : shape) elements *= size == kLength ? 1 : std::abs(size);
  return elements;
}

std::optional<ValueId> Node::input(std::string_view argument) const {
  for (const Argument& candidate : inputs) {
    if (candidate.name == argument) return candidate.value;
  }
  return std::nullopt;
}

std::string place_of(const Graph& graph, const Node& node) {
  if (!node.layer.empty()) return fmt::format("in layer '{}'", node.layer);
  const Node* before = &node;
  while (!before->inputs.empty()) {
    const auto producer = graph.values[before->inputs.front().value].producer;
    if (!producer) break;
    before = &graph.nodes[*producer];
    if (!before->layer.empty()) return fmt::format("after layer '{}'", before->layer);
  }
  return "at the input";
}

}  // namespace maas::graph
