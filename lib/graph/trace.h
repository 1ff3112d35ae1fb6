#pragma once

#include <functional>

#include <torch/nn/module.h>

#include "graph/graph.h"

namespace maas::graph {

/// A network's forward pass from a batch to its outputs.
using Forward = std::function<at::Tensor(const at::Tensor&)>;

/// Records what `forward` computes for batches of samples of this shape.
///
/// It runs twice, with two batch sizes, so that what depends on the batch is told from what does
/// not.
///
/// @param network  owns the parameters and buffers that `forward` uses; in evaluation mode
/// @param sample  float32 [...] without the batch
/// @throws Error kInternal if the network is in training mode, or an operator has an argument that
///   depends on the batch size or on data
Graph trace(const torch::nn::Module& network, const Forward& forward, const Shape& sample);

}  // namespace maas::graph
