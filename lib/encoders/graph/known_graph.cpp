#include "encoders/graph/known_graph.h"

#include <algorithm>
#include <cmath>

#include <ATen/ops/from_blob.h>
#include <nlohmann/json.hpp>

#include "base/strings.h"
#include "formats/json/json.h"
#include "formats/safetensors/safetensors.h"
#include "maas/error.h"
#include "recipe/json_file.h"
#include "tensor/weights.h"

namespace maas::encoders {
namespace {

constexpr const char* kFile = "graph.json";
constexpr const char* kTensors = "graph.safetensors";
constexpr const char* kEdges = "edges";
constexpr const char* kFeatures = "features";
constexpr const char* kLabels = "labels";

/// What `graph.json` says of the nodes beside what was learned of them.
struct NodeNames {
  std::vector<std::string> nodes;
};

void describe(Fields& fields, NodeNames& names) {
  fields("nodes", names.nodes, "what each node of the graph is called").required();
}

/// A tensor over values, which must outlive it.
template <class Value>
at::Tensor over(const Value* values, std::vector<std::int64_t> shape, at::ScalarType type) {
  return at::from_blob(const_cast<Value*>(values), shape, type);
}

/// Returns the values of a tensor of the file.
template <class Value>
std::vector<Value> values_of(const formats::TensorFile& file, const char* name,
                             const std::vector<std::int64_t>& shape) {
  const at::Tensor tensor = tensor::tensor_of(file.at(name));
  if (tensor.scalar_type() != c10::CppTypeToScalarType<Value>::value || tensor.sizes() != shape) {
    fail(ErrorCode::kInvalidData, "{}: '{}' is no {} [{}]", file.origin(), name,
         std::is_same_v<Value, float> ? "F32" : "I32", fmt::join(shape, ", "));
  }
  const at::Tensor held = tensor.contiguous();
  const auto* const first = held.const_data_ptr<Value>();
  return {first, first + held.numel()};
}

std::vector<data::Edge> edges_in(const formats::TensorFile& file, std::int64_t nodes) {
  const formats::TensorView& view = file.at(kEdges);
  const std::int64_t rows = view.shape.empty() ? 0 : view.shape.front();
  const auto ends = values_of<std::int32_t>(file, kEdges, {rows, 2});
  std::vector<data::Edge> edges;
  for (std::size_t i = 0; i < ends.size(); i += 2) edges.push_back({ends[i], ends[i + 1]});
  const auto is_outside = [&](std::int32_t node) { return node < 0 || node >= nodes; };
  if (std::ranges::any_of(ends, is_outside)) {
    fail(ErrorCode::kInvalidData, "{}: an edge is of a node that is none of {}", file.origin(),
         nodes);
  }
  return edges;
}

}  // namespace

KnownGraph::KnownGraph(const data::Graphs& train) : form_(train), names_(train.node_names()) {
  graph_ = train.graph(0);
  const std::vector<std::int32_t> numbers = form_.numbers_of(train.node_labels());
  for (std::int32_t& label : graph_.labels) label = numbers[static_cast<std::size_t>(label)];
  number_names("the graph");
}

KnownGraph::KnownGraph(const store::ModelFiles& model) : form_(model.path(kFile)) {
  const std::filesystem::path file = model.path(kFile);
  names_ = recipe::from_json_to<NodeNames>(formats::read_json<formats::OrderedJson>(file),
                                           file.string(), {}, {.ignore_unknown_keys = true})
               .nodes;
  number_names(file.string());
  graph_.nodes = std::ssize(names_);
  const formats::TensorFile tensors = formats::open_safetensors(model.path(kTensors));
  graph_.edges = edges_in(tensors, graph_.nodes);
  data::settle_edges(graph_);
  if (form_.features() > 0) {
    graph_.features = values_of<float>(tensors, kFeatures, {graph_.nodes, form_.features()});
  }
  if (!form_.labels().empty()) {
    graph_.labels = values_of<std::int32_t>(tensors, kLabels, {graph_.nodes});
    const auto most = static_cast<std::int32_t>(form_.labels().size()) - 1;
    for (std::int32_t& label : graph_.labels) label = std::clamp(label, -1, most);
  }
}

void KnownGraph::save(const store::ModelWriter& writer) const {
  nlohmann::ordered_json json = form_.to_json();
  json["nodes"] = names_;
  formats::write_json(writer.file(kFile), json);
  static_assert(sizeof(data::Edge) == 2 * sizeof(std::int32_t));
  tensor::NamedTensors tensors = {
      {kEdges, over(graph_.edges.data(), {std::ssize(graph_.edges), 2}, at::kInt)}};
  if (!graph_.features.empty()) {
    tensors.emplace_back(
        kFeatures, over(graph_.features.data(), {graph_.nodes, form_.features()}, at::kFloat));
  }
  if (!graph_.labels.empty()) {
    tensors.emplace_back(kLabels, over(graph_.labels.data(), {graph_.nodes}, at::kInt));
  }
  tensor::save_tensors(writer.file(kTensors), tensors);
}

std::int64_t KnownGraph::find(const std::string& name) const {
  const auto found = numbers_.find(name);
  return found == numbers_.end() ? -1 : found->second;
}

void KnownGraph::number_names(const std::string& origin) {
  if (names_.empty()) fail(ErrorCode::kInvalidData, "{}: there is no node", origin);
  for (const std::string& name : names_) {
    const bool is_new = numbers_.emplace(name, std::ssize(numbers_)).second;
    if (!is_new) {
      fail(ErrorCode::kInvalidData, "{}: the node '{}' is there twice", origin,
           base::abridged(name));
    }
  }
}

}  // namespace maas::encoders
