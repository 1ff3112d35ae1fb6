#include "export/onnx/lowerings.h"

#include <cmath>

#include "export/onnx/int8.h"
#include "export/onnx/recurrent.h"

namespace maas::exporters::onnx {
namespace {

using graph::Node;
using Integers = std::vector<std::int64_t>;

/// @throws Error kInvalidRecipe
[[noreturn]] void refuse(const Builder& to, const Node& node, const std::string& why) {
  fail(ErrorCode::kInvalidRecipe, "operator '{}' {} cannot be exported to ONNX: {}", node.op,
       graph::place_of(to.graph(), node), why);
}

const graph::Shape& shape_of(const Builder& to, const Node& node, const std::string& argument) {
  return to.graph().values[*node.input(argument)].shape;
}

/// Height and width; LibTorch also takes one number for both.
Integers pair(const Node& node, const std::string& name) {
  Integers values = node.attribute<Integers>(name);
  if (values.size() == 1) values.push_back(values.front());
  return values;
}

/// The same padding on both sides, as ONNX writes it: begins, then ends.
Integers both_sides(const Integers& padding) {
  return {padding.at(0), padding.at(1), padding.at(0), padding.at(1)};
}

/// Returns the weight of a layer that rounds its inputs, or null.
const Weight* rounding_weight(const Builder& to, const Node& node) {
  const Weight* weight = to.weight(node, "weight");
  return weight && weight->rounds_inputs ? weight : nullptr;
}

/// An operator of one input that ONNX has under this name.
template <const char* kName>
std::string unary(Builder& to, const Node& node) {
  return to.add(kName, {to.name_of(node.inputs.front().value)});
}

constexpr char kRelu[] = "Relu";
constexpr char kTanh[] = "Tanh";
constexpr char kSigmoid[] = "Sigmoid";

std::string dropout(Builder& to, const Node& node) {
  return to.input(node, "input");
}

/// x / 2 * (1 + erf(x / sqrt(2))): Gelu is an operator from set 20 on.
std::string gelu(Builder& to, const Node& node) {
  if (node.attribute<std::string>("approximate") != "none") refuse(to, node, "it is approximated");
  const std::string x = to.input(node, "self");
  const std::string scaled = to.add("Mul", {x, to.scalar(static_cast<float>(M_SQRT1_2))});
  const std::string grown = to.add("Add", {to.add("Erf", {scaled}), to.scalar(1.0f)});
  return to.add("Mul", {to.add("Mul", {x, to.scalar(0.5f)}), grown});
}

std::string embedding(Builder& to, const Node& node) {
  return to.add("Gather", {to.input(node, "weight"), to.input(node, "indices")});
}

std::string convolution(Builder& to, const Node& node) {
  if (node.attribute<bool>("transposed")) refuse(to, node, "it is transposed");
  const graph::Shape& weight = shape_of(to, node, "weight");
  if (weight.size() != 4) refuse(to, node, "it is not two-dimensional");
  const std::string input = to.input(node, "input");
  const std::string bias = to.input(node, "bias");
  Attributes attributes = {{"kernel_shape", Integers{weight[2], weight[3]}},
                           {"strides", pair(node, "stride")},
                           {"pads", both_sides(pair(node, "padding"))},
                           {"dilations", pair(node, "dilation")},
                           {"group", node.attribute<std::int64_t>("groups")}};
  if (const Weight* rounded = rounding_weight(to, node)) {
    if (node.attribute<std::int64_t>("groups") != 1) refuse(to, node, "it is w8a8 and has groups");
    return convolution_w8a8(to, input, *rounded, bias, std::move(attributes));
  }
  std::vector<std::string> inputs = {input, to.input(node, "weight")};
  if (!bias.empty()) inputs.push_back(bias);
  return to.add("Conv", std::move(inputs), std::move(attributes));
}

/// Gemm takes matrices only; other inputs are multiplied in their last dimension.
std::string linear(Builder& to, const Node& node) {
  const std::string input = to.input(node, "input");
  const std::string bias = to.input(node, "bias");
  if (const Weight* rounded = rounding_weight(to, node)) {
    return linear_w8a8(to, input, *rounded, bias);
  }
  const std::string weight = to.input(node, "weight");
  if (shape_of(to, node, "input").size() == 2) {
    std::vector<std::string> inputs = {input, weight};
    if (!bias.empty()) inputs.push_back(bias);
    return to.add("Gemm", std::move(inputs), {{"transB", std::int64_t{1}}});
  }
  const std::string columns = to.add("Transpose", {weight}, {{"perm", Integers{1, 0}}});
  const std::string product = to.add("MatMul", {input, columns});
  return bias.empty() ? product : to.add("Add", {product, bias});
}

std::string max_pool(Builder& to, const Node& node) {
  const Integers kernel = pair(node, "kernel_size");
  const bool has_stride = !node.attribute<Integers>("stride").empty();
  return to.add("MaxPool", {to.input(node, "self")},
                {{"kernel_shape", kernel},
                 {"strides", has_stride ? pair(node, "stride") : kernel},
                 {"pads", both_sides(pair(node, "padding"))},
                 {"dilations", pair(node, "dilation")},
                 {"ceil_mode", std::int64_t{node.attribute<bool>("ceil_mode")}}});
}

/// The shape is the traced one: 0 keeps the batch where it is, -1 takes it up elsewhere.
std::string reshape(Builder& to, const Node& node) {
  const graph::Shape& from = to.graph().values[node.inputs.front().value].shape;
  Integers shape = to.graph().values[node.outputs.front()].shape;
  int free = 0;
  for (std::size_t i = 0; i < shape.size(); ++i) {
    if (shape[i] >= 0) continue;
    const bool is_kept = i < from.size() && from[i] == shape[i];
    shape[i] = is_kept ? 0 : -1;
    free += is_kept ? 0 : 1;
  }
  if (free > 1) refuse(to, node, "more than one dimension depends on the batch");
  return to.add("Reshape", {to.name_of(node.inputs.front().value), to.integers(shape)});
}

std::string softmax(Builder& to, const Node& node) {
  return to.add("Softmax", {to.input(node, "self")},
                {{"axis", node.attribute<std::int64_t>("dim")}});
}

/// The second operand of an elementwise operator: a tensor or a number.
std::string other(Builder& to, const Node& node) {
  if (node.input("other")) return to.input(node, "other");
  const auto found = node.attributes.find("other");
  if (found == node.attributes.end()) refuse(to, node, "it has one operand");
  if (const auto* integer = std::get_if<std::int64_t>(&found->second)) {
    return to.scalar(static_cast<float>(*integer));
  }
  return to.scalar(static_cast<float>(node.attribute<double>("other")));
}

std::string multiply(Builder& to, const Node& node) {
  return to.add("Mul", {to.input(node, "self"), other(to, node)});
}

std::string batch_norm(Builder& to, const Node& node) {
  if (node.attribute<bool>("training")) refuse(to, node, "it is in training mode");
  return to.add("BatchNormalization",
                {to.input(node, "input"), to.input(node, "weight"), to.input(node, "bias"),
                 to.input(node, "running_mean"), to.input(node, "running_var")},
                {{"epsilon", static_cast<float>(node.attribute<double>("eps"))}});
}

/// The mean over height and width; ONNX has no other size.
std::string adaptive_average(Builder& to, const Node& node) {
  if (pair(node, "output_size") != Integers{1, 1}) refuse(to, node, "its output is not 1x1");
  return to.add("GlobalAveragePool", {to.input(node, "self")});
}

std::string add(Builder& to, const Node& node) {
  const auto alpha = node.attributes.find("alpha");
  if (alpha != node.attributes.end() && alpha->second != graph::Attribute(std::int64_t{1})) {
    refuse(to, node, "the second operand is scaled");
  }
  return to.add("Add", {to.input(node, "self"), other(to, node)});
}

}  // namespace

const std::map<std::string, Lowering>& lowerings() {
  static const std::map<std::string, Lowering> table = {
      {"adaptive_avg_pool2d", adaptive_average},
      {"add", add},
      {"batch_norm", batch_norm},
      {"convolution", convolution},
      {"dropout", dropout},
      {"embedding", embedding},
      {"flatten", reshape},
      {"gelu", gelu},
      {"linear", linear},
      {"max_pool2d", max_pool},
      {"mul", multiply},
      {"recurrent", recurrent},
      {"relu", unary<kRelu>},
      {"reshape", reshape},
      {"sigmoid", unary<kSigmoid>},
      {"softmax", softmax},
      {"tanh", unary<kTanh>},
      {"view", reshape},
  };
  return table;
}

}  // namespace maas::exporters::onnx
