#pragma once

#include <cstdint>
#include <memory>
#include <vector>

namespace maas::tensor {

struct Batch;

/// What networks of graphs are built for.
struct GraphProblem {
  std::int64_t features =
      0;  ///< inputs of a node; 0: nodes of `known` are told apart by themselves
  std::shared_ptr<const Batch> known;  ///< the graph whose nodes are the samples, in a batch of its
                                       ///< own; null: samples are graphs
};

/// What a network is built for: the shape of one sample and the number of outputs.
struct Problem {
  /// Of pictures [C, H, W], of rows [F], of series [T, F], of a stream of tokens [T] at the most,
  /// of texts [], of any length.
  std::vector<std::int64_t> input;
  std::int64_t vocabulary = 0;  ///< how many different tokens or users there are; 0: numbers
  std::shared_ptr<const GraphProblem> graph;  ///< null: samples are neither graphs nor nodes
  std::int64_t outputs = 0;
  std::int64_t items = 0;  ///< how many there are that users choose among
};

}  // namespace maas::tensor
