#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "data/graphs.h"
#include "maas/fields.h"

namespace maas::encoders {

/// What the numbers of a feature were like in training.
struct FeatureMoments {
  double mean = 0;
  double std = 0;  ///< 0: they were all the same
};

void describe(Fields& fields, FeatureMoments& moments);

/// What was learned of the nodes that were trained on: their labels become one-hot, their features
/// are standardised. Where they have neither, graphs have their nodes' degrees as one-hot.
class NodeForm {
 public:
  /// The most links of a node that are told apart.
  static constexpr std::int64_t kMostDegree = 63;

  NodeForm() = default;
  explicit NodeForm(const data::Graphs& train);
  /// Reads what `to_json` gave.
  /// @throws Error kInvalidData, kNotFound
  explicit NodeForm(const std::filesystem::path& file);

  nlohmann::ordered_json to_json() const;

  const std::vector<std::string>& labels() const { return labels_; }
  std::int64_t features() const { return std::ssize(moments_); }

  /// How many inputs of the network a node becomes; 0: nothing is known of it.
  std::int64_t width() const;

  /// Returns which of the labels each of a set's names is; -1: it was never seen.
  std::vector<std::int32_t> numbers_of(const std::vector<std::string>& node_labels) const;

  /// Writes the network's inputs of each node.
  /// @param numbers  of the graph's labels among those that were learned; one that is -1 is none
  /// @param inputs  [nodes, width()]
  void write_inputs(const data::Graph& graph, const std::vector<std::int32_t>& numbers,
                    float* inputs) const;

  /// Says what nodes are: "nodes of 7 labels and 2 features".
  std::string text() const;

 private:
  std::vector<std::string> labels_;
  std::vector<FeatureMoments> moments_;
  std::int64_t degrees_ = 0;  ///< numbers of links that are told apart; 0: none
};

/// Writes each node's neighbours, node by node, in ascending order.
/// @param neighbours  [2 * edges]
void write_neighbours(const data::Graph& graph, std::int64_t* neighbours);

}  // namespace maas::encoders
