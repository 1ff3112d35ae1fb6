#pragma once

#include <cstdint>

#include <ATen/core/Tensor.h>

/// Nodes of graphs that stand one behind the other, and who is linked to whom.
namespace maas::nn {

/// Each node's neighbours. Links have no direction: of two nodes each is the other's neighbour.
struct Links {
  at::Tensor neighbours;  ///< [M] int64, node by node, numbered over all graphs
  at::Tensor first;       ///< [N] int64, where each node's begin
  at::Tensor degrees;     ///< [N] int64, how many each node has
};

/// Numbers the neighbours of joined graphs over all of them.
/// @param nodes  [B] int64, how many each graph has
/// @param degrees  [N] int64, how many neighbours each node has
/// @param neighbours  [M] int64, numbered within their graphs
Links links_of(const at::Tensor& nodes, const at::Tensor& degrees, const at::Tensor& neighbours);

/// Adds up what each node's neighbours have; of a node without any that is zero.
/// @param x  [N, D]
/// @return [N, D]
at::Tensor sum_of_neighbours(const at::Tensor& x, const Links& links);

/// The same of the node itself and its neighbours, each term divided by the root of both nodes'
/// numbers of terms: the normalised adjacency of Kipf and Welling (2017).
at::Tensor normalised_sum(const at::Tensor& x, const Links& links);

enum class Pooling { kSum, kMean };

/// Adds up, or averages, what the nodes of each graph have.
/// @param x  [N, D]
/// @param nodes  [B] int64, at least one a graph
/// @return [B, D]
at::Tensor pooled(const at::Tensor& x, const at::Tensor& nodes, Pooling pooling);

}  // namespace maas::nn
