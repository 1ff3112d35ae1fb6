#include "data/graphs.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "maas/catalog.h"

namespace maas::data {
namespace {

class SomeGraphs final : public SubsetOf<Graphs> {
 public:
  using SubsetOf::SubsetOf;

  bool are_nodes() const override { return whole().are_nodes(); }
  const Graph& graph(std::int64_t index) const override { return whole().graph(at(index)); }
  std::int64_t node(std::int64_t index) const override { return whole().node(at(index)); }
  const std::vector<std::string>& node_names() const override { return whole().node_names(); }
  const std::vector<std::string>& node_labels() const override { return whole().node_labels(); }
  std::int64_t features() const override { return whole().features(); }
};

template <class Value>
std::string_view bytes_of(const std::vector<Value>& values) {
  return {reinterpret_cast<const char*>(values.data()), values.size() * sizeof(Value)};
}

}  // namespace

std::string_view Graphs::kind() const {
  return kind::kGraph;
}

void Graphs::verify(std::int64_t) const {}

std::shared_ptr<const Dataset> Graphs::chosen(std::shared_ptr<const Dataset> self,
                                              std::vector<std::int64_t> indices,
                                              Identity identity) const {
  return std::make_shared<SomeGraphs>(std::move(self), std::move(indices), identity);
}

std::int64_t Graphs::node(std::int64_t) const {
  fail(ErrorCode::kInternal, "the samples are graphs, no nodes of one");
}

const std::vector<std::string>& Graphs::node_names() const {
  static const std::vector<std::string> none;
  return none;
}

std::int64_t settle_edges(Graph& graph) {
  std::vector<Edge>& edges = graph.edges;
  const auto loops = std::erase_if(edges, [](const Edge& edge) { return edge.a == edge.b; });
  for (Edge& edge : edges) {
    if (edge.a > edge.b) std::swap(edge.a, edge.b);
  }
  std::ranges::sort(edges);
  edges.erase(std::ranges::unique(edges).begin(), edges.end());
  return static_cast<std::int64_t>(loops);
}

std::string suiting_task(const Graphs& graphs) {
  return graphs.are_nodes() ? "node-classification" : "graph-classification";
}

std::vector<std::int64_t> degrees_of(const Graph& graph) {
  std::vector<std::int64_t> degrees(static_cast<std::size_t>(graph.nodes));
  for (const Edge& edge : graph.edges) {
    ++degrees[static_cast<std::size_t>(edge.a)];
    ++degrees[static_cast<std::size_t>(edge.b)];
  }
  return degrees;
}

Digest digest_of(const Graph& graph, const std::vector<std::string>& node_labels) {
  std::string content = fmt::format("{} {}\n", graph.nodes, graph.edges.size());
  for (const std::int32_t label : graph.labels) {
    const std::string& name = node_labels[static_cast<std::size_t>(label)];
    content += fmt::format("{}:{}", name.size(), name);
  }
  content.append("\n").append(bytes_of(graph.features)).append(bytes_of(graph.edges));
  return digest_of(content);
}

}  // namespace maas::data
