#include "inference/graph_of.h"

#include "graph/trace.h"
#include "maas/error.h"
#include "tensor/network_state.h"

namespace maas::inference {
namespace {

/// Only what a single tensor tells can be traced.
bool is_traceable(const models::Network& network) {
  return dynamic_cast<const models::TensorNetwork*>(&network) != nullptr;
}

}  // namespace

bool has_graph(const ModelDescription& description) {
  return is_traceable(*build_network(description));
}

graph::Graph graph_of(const ModelDescription& description) {
  const auto network = build_network(description);
  if (!is_traceable(*network)) {
    fail(ErrorCode::kInvalidRecipe,
         "'{}' reads a sequence of {}, which neither ONNX nor structured pruning takes",
         description.architecture.name, description.problem.vocabulary > 0 ? "tokens" : "steps");
  }
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
