#include "export/onnx/fold.h"

#include <algorithm>
#include <set>

#include <ATen/ops/zeros_like.h>

namespace maas::exporters::onnx {
namespace {

using graph::Graph;
using graph::Node;
using graph::ValueId;

std::size_t uses_of(const Graph& graph, ValueId value) {
  std::size_t uses = value == graph.output ? 1 : 0;
  for (const Node& node : graph.nodes) {
    uses +=
        static_cast<std::size_t>(std::ranges::count(node.inputs, value, &graph::Argument::value));
  }
  return uses;
}

/// Returns the values of a parameter, or null if the argument is computed or holds integers.
const Weight* plain(const Graph& graph, const Weights& weights, const Node& node,
                    const char* argument) {
  const auto value = node.input(argument);
  const auto found = value ? weights.find(graph.values[*value].name) : weights.end();
  return found == weights.end() || found->second.is_int8() ? nullptr : &found->second;
}

/// Returns the convolution that gives what a norm takes, if it can take the norm up; else null.
Node* foldable(Graph& graph, const Weights& weights, const Node& norm) {
  const ValueId input = *norm.input("input");
  const auto producer = graph.values[input].producer;
  if (!producer || uses_of(graph, input) != 1) return nullptr;
  Node& node = graph.nodes[*producer];
  const bool is_plain = node.op == "convolution" && !node.attribute<bool>("transposed") &&
                        plain(graph, weights, node, "weight") != nullptr;
  const auto weight = is_plain ? node.input("weight") : std::nullopt;
  return weight && uses_of(graph, *weight) == 1 ? &node : nullptr;
}

void fold(Graph& graph, Weights& weights, const Node& norm, Node& convolution) {
  const auto of_norm = [&](const char* argument) {
    return plain(graph, weights, norm, argument)->values.to(at::kDouble);
  };
  const at::Tensor scale =
      of_norm("weight") / (of_norm("running_var") + norm.attribute<double>("eps")).sqrt();
  const std::string name = graph.values[*convolution.input("weight")].name;
  Weight& weight = weights.at(name);
  weight.values = (weight.values.to(at::kDouble) * scale.view({-1, 1, 1, 1})).to(at::kFloat);
  const Weight* const bias = plain(graph, weights, convolution, "bias");
  const at::Tensor shift =
      (bias ? bias->values.to(at::kDouble) : at::zeros_like(scale)) - of_norm("running_mean");
  const at::Tensor folded = (shift * scale + of_norm("bias")).to(at::kFloat);
  const std::string folded_name = convolution.layer + ".folded_bias";
  weights[folded_name] = {.values = folded};
  graph.values.push_back(
      {.name = folded_name, .kind = graph::ValueKind::kParameter, .shape = folded.sizes().vec()});
  std::erase_if(convolution.inputs, [](const auto& argument) { return argument.name == "bias"; });
  convolution.inputs.push_back({"bias", graph.values.size() - 1});
}

/// Lets whoever takes `from` take `to`.
void redirect(Graph& graph, ValueId from, ValueId to) {
  for (Node& node : graph.nodes) {
    for (graph::Argument& argument : node.inputs) {
      if (argument.value == from) argument.value = to;
    }
  }
  if (graph.output == from) graph.output = to;
}

void remove_nodes(Graph& graph, const std::set<std::size_t>& removed) {
  std::vector<Node> kept;
  for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
    if (removed.contains(i)) continue;
    for (const ValueId output : graph.nodes[i].outputs) graph.values[output].producer = kept.size();
    kept.push_back(std::move(graph.nodes[i]));
  }
  graph.nodes = std::move(kept);
}

}  // namespace

void fold_batch_norms(Graph& graph, Weights& weights) {
  std::set<std::size_t> removed;
  for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
    const Node norm = graph.nodes[i];
    if (norm.op != "batch_norm") continue;
    Node* const convolution = foldable(graph, weights, norm);
    if (convolution == nullptr) continue;
    fold(graph, weights, norm, *convolution);
    redirect(graph, norm.outputs.front(), *norm.input("input"));
    removed.insert(i);
  }
  remove_nodes(graph, removed);
}

}  // namespace maas::exporters::onnx
