#include "encoders/graph/part.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "feed/ragged_part.h"
#include "feed/scalar_part.h"
#include "maas/error.h"

namespace maas::encoders {
namespace {

std::int64_t links_of(const data::Graph& graph) {
  return 2 * std::ssize(graph.edges);
}

/// What a value is of each graph of a set.
template <class Of>
std::vector<std::int64_t> of_each(const data::Graphs& graphs, const Of& of) {
  std::vector<std::int64_t> values;
  for (std::int64_t i = 0; i < graphs.size(); ++i) values.push_back(of(graphs.graph(i)));
  return values;
}

/// One number, the label's own, for each label of the form.
std::vector<std::int32_t> own_numbers(const NodeForm& form) {
  std::vector<std::int32_t> numbers(form.labels().size());
  std::iota(numbers.begin(), numbers.end(), 0);
  return numbers;
}

template <class Value>
Value* end_of(std::vector<Value>& values) {
  return values.data() + values.size();
}

template <class Value>
at::Tensor held(const std::vector<std::int64_t>& shape, const std::vector<Value>& values) {
  const at::Tensor tensor = at::empty(shape, c10::CppTypeToScalarType<Value>::value);
  std::ranges::copy(values, tensor.data_ptr<Value>());
  return tensor;
}

/// @throws Error kInvalidData if the set knows other things of nodes than those that were trained
/// on
void require_known(const data::Graphs& graphs, const NodeForm& form) {
  if (graphs.features() != form.features()) {
    fail(ErrorCode::kInvalidData, "nodes have {} features, in training they had {}",
         graphs.features(), form.features());
  }
  if (graphs.node_labels().empty() == form.labels().empty()) return;
  fail(ErrorCode::kInvalidData, "nodes have {} labels, in training they had {}",
       graphs.node_labels().empty() ? "no" : "such as " + graphs.node_labels().front(),
       form.labels().empty() ? "none" : "such as " + form.labels().front());
}

}  // namespace

feed::Parts graph_parts(const std::shared_ptr<const data::Dataset>& set, const NodeForm& form) {
  const auto& graphs = data::as<data::Graphs>(*set);
  require_known(graphs, form);
  const auto nodes = of_each(graphs, [](const data::Graph& graph) { return graph.nodes; });
  const auto with_graph = [set, &graphs](auto write) {
    return
        [set, &graphs, write](std::int64_t sample, auto* to) { write(graphs.graph(sample), to); };
  };
  const auto write_features = [form, numbers = form.numbers_of(graphs.node_labels())](
                                  const data::Graph& graph, float* to) {
    form.write_inputs(graph, numbers, to);
  };
  const auto write_degrees = [](const data::Graph& graph, std::int64_t* to) {
    std::ranges::copy(data::degrees_of(graph), to);
  };
  using Numbers = feed::RaggedPart<std::int64_t>;
  return {
      feed::scalar_part<std::int64_t>(
          tensor::part::kNodes,
          [nodes](std::int64_t sample) { return nodes[static_cast<std::size_t>(sample)]; }),
      std::make_shared<feed::RaggedPart<float>>(
          tensor::part::kFeatures, nodes, std::vector{form.width()}, with_graph(write_features)),
      std::make_shared<Numbers>(tensor::part::kDegrees, nodes, std::vector<std::int64_t>(),
                                with_graph(write_degrees)),
      std::make_shared<Numbers>(tensor::part::kNeighbours, of_each(graphs, links_of),
                                std::vector<std::int64_t>(), with_graph(write_neighbours))};
}

tensor::HostTensors joined_graphs(std::span<const data::Graph> graphs, const NodeForm& form) {
  const std::vector<std::int32_t> numbers = own_numbers(form);
  std::vector<std::int64_t> nodes;
  std::vector<float> features;
  std::vector<std::int64_t> degrees;
  std::vector<std::int64_t> neighbours;
  for (const data::Graph& graph : graphs) {
    nodes.push_back(graph.nodes);
    features.resize(features.size() + static_cast<std::size_t>(graph.nodes * form.width()));
    form.write_inputs(graph, numbers, end_of(features) - graph.nodes * form.width());
    const std::vector<std::int64_t> own = data::degrees_of(graph);
    degrees.insert(degrees.end(), own.begin(), own.end());
    neighbours.resize(neighbours.size() + static_cast<std::size_t>(links_of(graph)));
    write_neighbours(graph, end_of(neighbours) - links_of(graph));
  }
  const std::int64_t all = std::ssize(degrees);
  const std::int64_t links = std::ssize(neighbours);
  return {{tensor::part::kNodes, {std::ssize(graphs)}, std::move(nodes)},
          {tensor::part::kFeatures, {all, form.width()}, std::move(features)},
          {tensor::part::kDegrees, {all}, std::move(degrees)},
          {tensor::part::kNeighbours, {links}, std::move(neighbours)}};
}

tensor::Batch batch_of_graph(const data::Graph& graph, const NodeForm& form) {
  tensor::Batch batch{.parts = {}, .samples = 1, .weight = 1};
  for (const tensor::HostTensor& part : joined_graphs({&graph, 1}, form)) {
    const auto* const numbers = std::get_if<std::vector<float>>(&part.data);
    batch.parts.emplace_back(
        part.name, numbers != nullptr
                       ? held(part.shape, *numbers)
                       : held(part.shape, std::get<std::vector<std::int64_t>>(part.data)));
  }
  return batch;
}

}  // namespace maas::encoders
