#pragma once

#include <ATen/core/Tensor.h>

namespace maas::operators {

/// Returns the sum over the rows of `logits` [B, classes] of -log softmax(row)[target], a scalar;
/// differentiable by `logits`, in one node of the graph for fp32 on the CPU.
///
/// @param targets  [B], int64
/// @throws Error kInvalidData if a target is not in 0 .. classes-1; kInternal if there are not as
///   many targets as rows, and in the backward pass if a graph of it is to be recorded.
at::Tensor summed_cross_entropy(const at::Tensor& logits, const at::Tensor& targets);

}  // namespace maas::operators
