#include "export/onnx/lower.h"

#include <ATen/ops/tensor.h>

#include "base/strings.h"
#include "export/onnx/lowerings.h"

namespace maas::exporters::onnx {
namespace {

/// The free dimension of ONNX is called N, what is a multiple of it 2N, and the length T.
std::vector<formats::OnnxDimension> dimensions_of(const graph::Shape& shape) {
  std::vector<formats::OnnxDimension> dimensions;
  for (const std::int64_t size : shape) {
    if (size >= 0) {
      dimensions.emplace_back(size);
    } else if (size == graph::kLength) {
      dimensions.emplace_back("T");
    } else {
      dimensions.emplace_back(size == -1 ? "N" : fmt::format("{}N", -size));
    }
  }
  return dimensions;
}

/// [C, 1, 1] float32.
at::Tensor per_channel(const std::vector<double>& values) {
  return at::tensor(values, at::kFloat).view({-1, 1, 1});
}

/// As transforms::Normalize computes it: (pixel / 255 - mean) * (1 / std).
std::string preprocess(Builder& to, const std::string& input,
                       const transforms::PreprocessorConfig& config) {
  if (config.size) {
    throw failure_with_hint(ErrorCode::kInvalidRecipe,
                            "export without --with-preprocessing and resize before",
                            "the model resizes its pictures to {}x{}, which ONNX has no exact form "
                            "for",
                            config.size->at(0), config.size->at(1));
  }
  to.enter("preprocess");
  constexpr auto kFloat = static_cast<std::int64_t>(formats::OnnxType::kFloat);
  std::string pixels = to.add("Cast", {input}, {{"to", kFloat}});
  pixels = to.add("Mul", {pixels, to.scalar(1.0f / 255.0f)});
  if (config.mean.empty()) return pixels;
  std::vector<double> scale;
  for (const double deviation : config.std) scale.push_back(1 / deviation);
  pixels = to.add("Sub", {pixels, to.constant("mean", per_channel(config.mean))});
  return to.add("Mul", {pixels, to.constant("scale", per_channel(scale))});
}

Lowering lowering_of(const graph::Graph& graph, const graph::Node& node) {
  const auto found = lowerings().find(node.op);
  if (found != lowerings().end()) return found->second;
  std::vector<std::string> known;
  for (const auto& [name, lowering] : lowerings()) known.push_back(name);
  throw failure_with_hint(ErrorCode::kInvalidRecipe, "known are " + base::join(known),
                          "operator '{}' {} has no form in ONNX here", node.op,
                          graph::place_of(graph, node));
}

formats::OnnxValue input_of(const graph::Value& value, bool is_only, const Ends& ends) {
  const auto type = ends.preprocessing        ? formats::OnnxType::kUint8
                    : value.type == at::kLong ? formats::OnnxType::kInt64
                                              : formats::OnnxType::kFloat;
  return {
      .name = is_only ? ends.input : value.name, .type = type, .shape = dimensions_of(value.shape)};
}

/// Whether the network gives more than is told of.
bool is_cut(const graph::Shape& shape, const Ends& ends) {
  return ends.columns > 0 && shape.back() > ends.columns;
}

/// Gives the last result its name; a network that computes nothing needs a node for it.
void name_output(Builder& to, const Ends& ends) {
  std::string last = to.name_of(to.graph().output);
  const graph::Shape& shape = to.graph().values[to.graph().output].shape;
  to.enter("output");
  if (is_cut(shape, ends)) {
    last = to.add("Slice", {last, to.integers({0}), to.integers({ends.columns}),
                            to.integers({std::ssize(shape) - 1})});
  }
  if (ends.scale != 1) last = to.add("Mul", {last, to.scalar(static_cast<float>(ends.scale))});
  if (ends.shift != 0) last = to.add("Add", {last, to.scalar(static_cast<float>(ends.shift))});
  to.rename(last == ends.input ? to.add("Identity", {last}) : last, ends.output);
}

formats::OnnxValue output_of(const graph::Graph& graph, const Ends& ends) {
  graph::Shape shape = graph.values[graph.output].shape;
  if (is_cut(shape, ends)) shape.back() = ends.columns;
  return {.name = ends.output, .shape = dimensions_of(shape)};
}

}  // namespace

formats::OnnxModel lower(const graph::Graph& graph, const Weights& weights, const Ends& ends) {
  Builder to(graph, weights);
  std::vector<formats::OnnxValue> inputs;
  for (const graph::ValueId input : graph.inputs) {
    inputs.push_back(input_of(graph.values[input], graph.inputs.size() == 1, ends));
    to.bind(input, ends.preprocessing ? preprocess(to, inputs.back().name, *ends.preprocessing)
                                      : inputs.back().name);
  }
  for (const graph::Node& node : graph.nodes) {
    to.enter(node.layer.empty() ? graph.values[node.outputs.front()].name : node.layer);
    to.bind(node.outputs.front(), lowering_of(graph, node)(to, node));
  }
  name_output(to, ends);
  formats::OnnxModel model = to.finish();
  model.inputs = std::move(inputs);
  model.outputs = {output_of(graph, ends)};
  return model;
}

}  // namespace maas::exporters::onnx
