#include "inference/graph_of.h"

#include <ATen/ops/full.h>
#include <ATen/ops/zeros.h>

#include "graph/trace.h"
#include "maas/error.h"
#include "tensor/network_state.h"

namespace maas::inference {

namespace {

/// Sequences of tokens that are all of one length.
tensor::Batch tokens(std::int64_t samples, std::int64_t length) {
  return {.parts = {{tensor::part::kIds, at::zeros({samples, length}, at::kLong)},
                    {tensor::part::kLengths, at::full({samples}, length, at::kLong)}},
          .samples = samples,
          .weight = static_cast<double>(samples)};
}

}  // namespace

bool has_graph(const ModelDescription& description) {
  return description.problem.vocabulary == 0 || description.problem.input.empty();
}

graph::Graph graph_of(const ModelDescription& description) {
  if (!has_graph(description)) {
    fail(ErrorCode::kInvalidRecipe,
         "'{}' tells the next of some tokens, which neither ONNX nor structured pruning takes",
         description.architecture.name);
  }
  const auto network = build_network(description);
  network->eval();
  if (description.problem.vocabulary > 0) {
    return graph::trace(
        *network, [&](const tensor::Batch& batch) { return network->forward(batch); }, tokens);
  }
  return graph::trace(
      *network, [&](const at::Tensor& input) { return network->forward(input); },
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
