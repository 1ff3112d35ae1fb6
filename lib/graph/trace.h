#pragma once

#include <functional>

#include <torch/nn/module.h>

#include "graph/graph.h"
#include "tensor/batch.h"

namespace maas::graph {

/// A network's forward pass from a batch to its outputs.
using Forward = std::function<at::Tensor(const tensor::Batch&)>;

/// Makes a batch of some samples; its sequences, if there are any, are of this length.
using Example = std::function<tensor::Batch(std::int64_t samples, std::int64_t length)>;

/// Records what `forward` computes for batches like the example's.
///
/// It runs twice, for two batch sizes and two lengths, so that what depends on them is told from
/// what does not.
///
/// @param network  owns the parameters and buffers that `forward` uses; in evaluation mode
/// @throws Error kInternal if the network is in training mode, or an operator has an argument that
///   depends on the sizes or on data
Graph trace(const torch::nn::Module& network, const Forward& forward, const Example& example);

/// The same of a network of one input: float32 samples of one shape, [...] without the batch.
Graph trace(const torch::nn::Module& network,
            const std::function<at::Tensor(const at::Tensor&)>& forward, const Shape& sample);

}  // namespace maas::graph
