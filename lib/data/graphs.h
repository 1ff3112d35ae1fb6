#pragma once

#include <compare>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "data/dataset.h"

namespace maas::data {

/// Two nodes that are linked, by their numbers, the smaller first.
struct Edge {
  std::int32_t a = 0;
  std::int32_t b = 0;

  friend auto operator<=>(const Edge&, const Edge&) = default;
};

/// Nodes and which of them are linked; links have no direction.
struct Graph {
  std::int64_t nodes = 0;
  std::vector<Edge> edges;           ///< sorted, all different, none from a node to itself
  std::vector<std::int32_t> labels;  ///< of each node, by `Graphs::node_labels()`; empty: none
  std::vector<float> features;       ///< [nodes, Graphs::features()]
};

/// Graphs that are the samples, or one graph whose nodes are.
class Graphs : public Dataset {
 public:
  std::string_view kind() const override;
  void verify(std::int64_t index) const override;
  std::shared_ptr<const Dataset> chosen(std::shared_ptr<const Dataset> self,
                                        std::vector<std::int64_t> indices,
                                        Identity identity) const override;

  /// Whether the samples are nodes of one graph. Some of them are nodes of the same graph still.
  virtual bool are_nodes() const = 0;

  /// Returns the sample's graph, or the one that it is a node of.
  virtual const Graph& graph(std::int64_t index) const = 0;

  /// Returns the number of the node that a sample is.
  /// @throws Error kInternal if samples are graphs
  virtual std::int64_t node(std::int64_t index) const;

  /// What people call each node of the one graph, all different; empty: samples are graphs.
  virtual const std::vector<std::string>& node_names() const;

  /// Names of the labels that nodes have beside their numbers; empty: they have none.
  virtual const std::vector<std::string>& node_labels() const = 0;

  /// How many numbers are known of each node.
  virtual std::int64_t features() const = 0;
};

/// More nodes are not told apart.
inline constexpr std::int64_t kMostNodes = 0x7fffffff;

/// Brings the edges in order: each once, none from a node to itself.
/// @return how many were from a node to itself
std::int64_t settle_edges(Graph& graph);

/// Returns the name of the task that tells classes of the samples.
std::string suiting_task(const Graphs& graphs);

/// Returns how many links each node has.
std::vector<std::int64_t> degrees_of(const Graph& graph);

/// Returns a digest of nodes with their labels and features, and of edges: graphs whose nodes stand
/// in another order differ.
/// @param node_labels  names of the labels
Digest digest_of(const Graph& graph, const std::vector<std::string>& node_labels);

}  // namespace maas::data
