#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/hashing.h"
#include "data/graphs.h"

namespace maas::test {

/// Graphs in memory, or one whose nodes are the samples.
class MemoryGraphs : public data::Graphs {
 public:
  std::int64_t size() const override { return std::ssize(sample_labels); }
  const std::vector<std::string>& classes() const override { return class_names; }
  std::int64_t label(std::int64_t index) const override {
    return sample_labels[static_cast<std::size_t>(index)];
  }
  std::string name(std::int64_t index) const override {
    return fmt::format("memory:{}", index + 1);
  }
  data::Digest digest(std::int64_t index) const override {
    return are_nodes() ? data::digest_of(names[static_cast<std::size_t>(index)])
                       : data::digest_of(graph(index), label_names);
  }
  std::string fingerprint(Progress&) const override { return "memory"; }

  bool are_nodes() const override { return !names.empty(); }
  const data::Graph& graph(std::int64_t index) const override {
    return graphs[are_nodes() ? 0 : static_cast<std::size_t>(index)];
  }
  std::int64_t node(std::int64_t index) const override {
    return are_nodes() ? index : Graphs::node(index);
  }
  const std::vector<std::string>& node_names() const override { return names; }
  const std::vector<std::string>& node_labels() const override { return label_names; }
  std::int64_t features() const override { return width; }

  std::vector<data::Graph> graphs;
  std::vector<std::int64_t> sample_labels;
  std::vector<std::string> class_names;
  std::vector<std::string> names;  ///< of the nodes of the one graph, all of which are samples
  std::vector<std::string> label_names;
  std::int64_t width = 0;
};

/// A path through all nodes, and some more edges at random.
inline data::Graph random_graph(std::int64_t nodes, base::Random& random) {
  data::Graph graph{.nodes = nodes};
  const auto any = [&] {
    return static_cast<std::int32_t>(random.below(static_cast<std::uint64_t>(nodes)));
  };
  for (std::int32_t i = 1; i < nodes; ++i) graph.edges.push_back({i - 1, i});
  for (std::int64_t i = 0; i < nodes / 2; ++i) graph.edges.push_back({any(), any()});
  data::settle_edges(graph);
  return graph;
}

/// Graphs of 3 to 9 nodes that can be learned: of class k most nodes have the label k, and a
/// feature that is about k. Sample i is of class i modulo the number of classes.
inline std::shared_ptr<MemoryGraphs> learnable_graphs(std::int64_t size, std::int64_t classes,
                                                      std::uint64_t seed = 0) {
  auto set = std::make_shared<MemoryGraphs>();
  base::Random random(base::mix(seed));
  for (std::int64_t k = 0; k < classes; ++k) {
    set->class_names.push_back(fmt::format("class{}", k));
    set->label_names.push_back(fmt::format("kind{}", k));
  }
  set->width = 1;
  for (std::int64_t i = 0; i < size; ++i) {
    const std::int64_t kind = i % classes;
    data::Graph graph = random_graph(3 + static_cast<std::int64_t>(random.below(7)), random);
    for (std::int64_t node = 0; node < graph.nodes; ++node) {
      const bool is_other = node == 2;
      graph.labels.push_back(static_cast<std::int32_t>(is_other ? (kind + 1) % classes : kind));
      graph.features.push_back(static_cast<float>(kind) + static_cast<float>(random.uniform()));
    }
    set->graphs.push_back(std::move(graph));
    set->sample_labels.push_back(kind);
  }
  return set;
}

/// A graph of rings, one for each class, with an edge between each two of them that follow each
/// other. Nothing is known of the nodes.
inline std::shared_ptr<MemoryGraphs> ring_nodes(std::int64_t size, std::int64_t classes) {
  auto set = std::make_shared<MemoryGraphs>();
  data::Graph graph{.nodes = size};
  for (std::int64_t i = 0; i < size; ++i) {
    const auto node = static_cast<std::int32_t>(i);
    const auto next = static_cast<std::int32_t>(i + classes < size ? i + classes : i % classes);
    graph.edges.push_back({node, next});
    if (i > 0 && i < classes) graph.edges.push_back({node - 1, node});
    set->sample_labels.push_back(i % classes);
    set->names.push_back(fmt::format("node{}", i));
  }
  for (std::int64_t k = 0; k < classes; ++k) set->class_names.push_back(fmt::format("class{}", k));
  data::settle_edges(graph);
  set->graphs.push_back(std::move(graph));
  return set;
}

}  // namespace maas::test
