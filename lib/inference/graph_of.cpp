#include "inference/graph_of.h"

#include "graph/trace.h"

namespace maas::inference {

graph::Graph graph_of(const ModelDescription& description) {
  const auto network = build_network(description);
  network->eval();
  return graph::trace(
      *network, [&network](const at::Tensor& input) { return network->forward(input); },
      description.problem.input);
}

}  // namespace maas::inference
