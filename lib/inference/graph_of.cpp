#include "inference/graph_of.h"

#include <algorithm>

#include "graph/trace.h"
#include "maas/catalog.h"
#include "maas/error.h"
#include "tensor/network_state.h"

namespace maas::inference {

namespace {

/// What the card of such a network says that it is for.
constexpr const char* kAdversaries = "adversaries";

/// Why a network cannot be traced; empty: it can.
std::string_view obstacle_of(const ModelDescription& description) {
  if (description.problem.vocabulary > 0) return "reads tokens one after the other";
  const Card* const card = catalog().find(Registry::kArchitecture, description.architecture.name);
  const bool are_two = card != nullptr && std::ranges::count(card->supports, kAdversaries) > 0;
  return are_two ? "is a generator and a critic, two networks" : "";
}

}  // namespace

bool has_graph(const ModelDescription& description) {
  return obstacle_of(description).empty();
}

graph::Graph graph_of(const ModelDescription& description) {
  if (const std::string_view obstacle = obstacle_of(description); !obstacle.empty()) {
    fail(ErrorCode::kInvalidRecipe, "'{}' {}, which neither ONNX nor structured pruning takes",
         description.architecture.name, obstacle);
  }
  const auto network = build_network(description);
  network->eval();
  return graph::trace(
      *network, [&network](const at::Tensor& input) { return network->forward(input); },
      description.problem.input);
}

std::int64_t parameter_count(const ModelDescription& description) {
  std::int64_t count = 0;
  for (const auto& [name, tensor] : tensor::state_of(*build_network(description)).parameters()) {
    count += tensor.numel();
  }
  return count;
}

}  // namespace maas::inference
