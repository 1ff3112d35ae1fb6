#include "inference/graph_of.h"

#include "graph/trace.h"
#include "maas/error.h"
#include "tensor/network_state.h"

namespace maas::inference {

bool has_graph(const ModelDescription& description) {
  const auto network = build_network(description);
  return dynamic_cast<const models::TensorNetwork*>(network.get()) != nullptr;
}

graph::Graph graph_of(const ModelDescription& description) {
  if (!has_graph(description)) {
    fail(ErrorCode::kInvalidRecipe,
         "'{}' reads more than one tensor of numbers, which neither ONNX nor structured pruning "
         "takes",
         description.architecture.name);
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
