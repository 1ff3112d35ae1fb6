#pragma once

#include <ATen/core/Tensor.h>

/// Fully connected layers as one operator, and one node of the graph, each: for small layers the
/// library's dispatch takes as long as the arithmetic.
///
/// Results do not depend on the number of threads that ours share. There is no double backward.
namespace maas::operators {

/// Whether the two functions below compute this layer: fp32 on the CPU, a matrix of inputs. False
/// while a network is traced, since a trace must see the library's operators, and under autocast,
/// which asks for another precision.
bool linear_applies(const at::Tensor& input, const at::Tensor& weight, const at::Tensor& bias);

/// Returns `input` [B, I] times the transpose of `weight` [O, I], plus `bias` [O]: [B, O];
/// differentiable by all three.
///
/// @pre linear_applies
/// @throws Error kInternal in the backward pass if a graph of it is to be recorded.
at::Tensor linear(const at::Tensor& input, const at::Tensor& weight, const at::Tensor& bias);

/// Returns relu(linear(...)).
///
/// @pre linear_applies
/// @throws Error kInternal as `linear`.
at::Tensor linear_relu(const at::Tensor& input, const at::Tensor& weight, const at::Tensor& bias);

}  // namespace maas::operators
