#pragma once

#include <functional>
#include <memory>

#include "models/network.h"
#include "nn/embedding.h"
#include "nn/links.h"

namespace maas::models {

/// A network whose layers read the nodes of graphs: those of a batch, which are joined, or those of
/// the one graph that is known when it is built. What its layers say of nodes is pooled for each
/// graph, or taken for the nodes that are asked about.
class GraphNetwork : public Network {
 public:
  at::Tensor forward(const tensor::Batch& batch) final;
  AnyOptions resized(const std::map<std::string, std::int64_t>& outputs) const final;

 protected:
  /// From nodes to samples: [N, D] -> [B, D].
  using Readout = std::function<at::Tensor(const at::Tensor& nodes)>;

  /// @param width  of the vectors of nodes that are told apart by themselves alone
  /// @throws Error kInvalidRecipe if samples are neither graphs nor nodes
  GraphNetwork(const Problem& problem, nn::Pooling pooling, std::int64_t width);

  /// Whether nodes are told apart by themselves: then `x` is a vector that is learnt of each.
  bool has_embedding() const { return embedding_ != nullptr; }

  /// The width of `x` in `outputs`.
  std::int64_t inputs() const { return inputs_; }

  /// @param x  [N, inputs()]
  /// @return [B, Problem::outputs]
  virtual at::Tensor outputs(const at::Tensor& x, const nn::Links& links,
                             const Readout& readout) = 0;

 private:
  nn::Pooling pooling_;
  std::int64_t inputs_;
  std::shared_ptr<const tensor::GraphProblem> graph_;
  nn::Links known_;  ///< of the graph that is known
  std::shared_ptr<nn::Embedding> embedding_;
};

}  // namespace maas::models
