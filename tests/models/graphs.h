#pragma once

#include <memory>
#include <numeric>
#include <utility>
#include <vector>

#include "encoders/graph/part.h"
#include "models/network.h"
#include "nn/initialize.h"
#include "support/memory_graphs.h"
#include "tensor/batch.h"

/// Graphs as networks take them.
namespace maas::models {

/// A batch of all graphs of a set, or of those of some indices.
inline tensor::Batch batch_of_graphs(const std::shared_ptr<const data::Graphs>& set,
                                     const encoders::NodeForm& form,
                                     std::vector<std::int64_t> indices = {}) {
  if (indices.empty()) {
    indices.resize(static_cast<std::size_t>(set->size()));
    std::iota(indices.begin(), indices.end(), 0);
  }
  const feed::Source source(set->size(), encoders::graph_parts(set, form));
  tensor::Batch batch = source.blank(indices);
  base::Random random(1);
  for (std::int64_t row = 0; row < std::ssize(indices); ++row) {
    source.read(indices, row, random, batch);
  }
  return batch;
}

/// The graph with its nodes in another order.
inline data::Graph shuffled(const data::Graph& graph, base::Random& random) {
  std::vector<std::int32_t> place(static_cast<std::size_t>(graph.nodes));
  std::iota(place.begin(), place.end(), 0);
  for (std::size_t i = place.size(); i > 1; --i) std::swap(place[i - 1], place[random.below(i)]);
  data::Graph other = graph;
  for (data::Edge& edge : other.edges) {
    edge = {place[static_cast<std::size_t>(edge.a)], place[static_cast<std::size_t>(edge.b)]};
  }
  data::settle_edges(other);
  const std::size_t width = graph.features.size() / place.size();
  for (std::size_t node = 0; node < place.size(); ++node) {
    const auto to = static_cast<std::size_t>(place[node]);
    if (!graph.labels.empty()) other.labels[to] = graph.labels[node];
    for (std::size_t i = 0; i < width; ++i) {
      other.features[to * width + i] = graph.features[node * width + i];
    }
  }
  return other;
}

inline std::shared_ptr<const tensor::GraphProblem> problem_of(const encoders::NodeForm& form) {
  return std::make_shared<tensor::GraphProblem>(
      tensor::GraphProblem{.features = form.width(), .known = nullptr});
}

}  // namespace maas::models
