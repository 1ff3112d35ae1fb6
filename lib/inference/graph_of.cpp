#include "inference/graph_of.h"

#include <algorithm>

#include <ATen/ops/full.h>
#include <ATen/ops/zeros.h>

#include "graph/trace.h"
#include "maas/catalog.h"
#include "maas/error.h"
#include "tensor/network_state.h"

namespace maas::inference {
namespace {

/// What the card of such a network says that it is for.
constexpr const char* kAdversaries = "adversaries";

/// Sequences of tokens that are all of one length.
tensor::Batch tokens(std::int64_t samples, std::int64_t length) {
  return {.parts = {{tensor::part::kIds, at::zeros({samples, length}, at::kLong)},
                    {tensor::part::kLengths, at::full({samples}, length, at::kLong)}},
          .samples = samples,
          .weight = static_cast<double>(samples)};
}

bool reads_texts(const models::Problem& problem) {
  return problem.vocabulary > 0 && problem.items == 0 && problem.input.empty();
}

/// Why a network cannot be traced; empty: it can.
std::string_view obstacle_of(const ModelDescription& description, const models::Network& network) {
  const Card* const card = catalog().find(Registry::kArchitecture, description.architecture.name);
  if (card != nullptr && std::ranges::count(card->supports, kAdversaries) > 0) {
    return "is a generator and a critic, two networks";
  }
  const bool is_traced = reads_texts(description.problem) ||
                         dynamic_cast<const models::TensorNetwork*>(&network) != nullptr;
  return is_traced ? "" : "reads neither one tensor of numbers nor texts";
}

}  // namespace

bool has_graph(const ModelDescription& description) {
  return obstacle_of(description, *build_network(description)).empty();
}

graph::Graph graph_of(const ModelDescription& description) {
  const auto network = build_network(description);
  if (const auto obstacle = obstacle_of(description, *network); !obstacle.empty()) {
    throw failure_with_hint(ErrorCode::kInvalidRecipe,
                            "`--format safetensors` exports it, `magnitude` prunes it",
                            "'{}' {}: neither ONNX nor structured pruning takes it",
                            description.architecture.name, obstacle);
  }
  network->eval();
  if (reads_texts(description.problem)) {
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
