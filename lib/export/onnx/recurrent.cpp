#include "export/onnx/recurrent.h"

#include <ATen/ops/cat.h>
#include <ATen/ops/index_select.h>
#include <ATen/ops/stack.h>
#include <ATen/ops/tensor.h>

namespace maas::exporters::onnx {
namespace {

using graph::Node;
using Integers = std::vector<std::int64_t>;

/// Where ONNX has PyTorch's gates: of an LSTM input, output, forget, cell; of a GRU update, reset,
/// new.
Integers gates(bool is_lstm) {
  return is_lstm ? Integers{0, 3, 1, 2} : Integers{1, 0, 2};
}

/// Puts the blocks of rows of a matrix or a bias in ONNX's order.
at::Tensor ordered(const at::Tensor& value, const Integers& order) {
  const auto blocks = value.chunk(static_cast<std::int64_t>(order.size()), 0);
  std::vector<at::Tensor> sorted;
  for (const std::int64_t block : order) sorted.push_back(blocks[static_cast<std::size_t>(block)]);
  return at::cat(sorted, 0);
}

/// The weights of a node: of each layer and direction the matrices of input and state, then their
/// biases.
std::vector<at::Tensor> weights_of(const Builder& to, const Node& node, bool is_lstm) {
  std::vector<at::Tensor> weights;
  for (const graph::Argument& input : node.inputs) {
    if (input.name != "weights") continue;
    const Weight* const weight = to.weight(input.value);
    if (weight == nullptr || weight->is_int8()) {
      throw failure_with_hint(ErrorCode::kInvalidRecipe,
                              "export the model that it was quantized from",
                              "layer '{}' is held in int8, which recurrent layers of ONNX are not",
                              to.graph().values[input.value].name);
    }
    weights.push_back(ordered(weight->values, gates(is_lstm)));
  }
  return weights;
}

/// What ONNX takes of one layer: W [D, G*H, I], R [D, G*H, H] and B [D, 2*G*H].
struct Layer {
  std::vector<at::Tensor> input;
  std::vector<at::Tensor> state;
  std::vector<at::Tensor> bias;
};

Layer layer_of(const std::vector<at::Tensor>& weights, std::int64_t layer,
               std::int64_t directions) {
  Layer found;
  for (std::int64_t i = layer * directions; i < (layer + 1) * directions; ++i) {
    const auto at = static_cast<std::size_t>(4 * i);
    found.input.push_back(weights.at(at));
    found.state.push_back(weights.at(at + 1));
    found.bias.push_back(at::cat({weights.at(at + 2), weights.at(at + 3)}));
  }
  return found;
}

}  // namespace

std::string recurrent(Builder& to, const Node& node) {
  const bool is_lstm = node.attribute<bool>("is_lstm");
  const bool is_bidirectional = node.attribute<bool>("bidirectional");
  const auto weights = weights_of(to, node, is_lstm);
  const std::int64_t hidden = weights.at(1).size(1);
  Attributes attributes = {
      {"hidden_size", hidden},
      {"direction", std::string(is_bidirectional ? "bidirectional" : "forward")}};
  if (!is_lstm) attributes["linear_before_reset"] = std::int64_t{1};
  constexpr auto kInt32 = static_cast<std::int64_t>(formats::OnnxType::kInt32);
  const std::string lengths = to.add("Cast", {to.input(node, "lengths")}, {{"to", kInt32}});
  const auto swapped = [&](const std::string& value, Integers order) {
    return to.add("Transpose", {value}, {{"perm", std::move(order)}});
  };
  std::string steps = swapped(to.input(node, "input"), {1, 0, 2});  // [T, N, I]
  std::string last;
  const auto layers = node.attribute<std::int64_t>("layers");
  for (std::int64_t i = 0; i < layers; ++i) {
    const Layer layer = layer_of(weights, i, is_bidirectional ? 2 : 1);
    const auto results = to.add_many(is_lstm ? "LSTM" : "GRU",
                                     {steps, to.constant("input_weights", at::stack(layer.input)),
                                      to.constant("state_weights", at::stack(layer.state)),
                                      to.constant("biases", at::stack(layer.bias)), lengths},
                                     2, attributes);
    last = results[1];  // [D, N, H]
    if (i + 1 == layers) break;
    const std::string by_step = swapped(results[0], {0, 2, 1, 3});  // [T, N, D, H]
    steps = to.add("Reshape", {by_step, to.integers({0, 0, -1})});
  }
  return to.add("Reshape", {swapped(last, {1, 0, 2}), to.integers({0, -1})});
}

}  // namespace maas::exporters::onnx
