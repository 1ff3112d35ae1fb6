#pragma once

#include <string_view>

#include <ATen/core/Tensor.h>

/// What the operators that stand for several of the library's have in common.
namespace maas::operators {

/// Whether operators of ours may stand for the library's here: not while a network is traced,
/// since a trace must see the library's operators, nor under autocast, which asks for another
/// precision.
bool is_replaceable();

/// Whether a tensor has elements, this many dimensions, and is fp32 on the CPU.
bool is_dense_float(const at::Tensor& tensor, int64_t dimensions);

/// Whether the graph of an operator of these inputs is recorded.
bool is_recorded(std::initializer_list<at::Tensor> inputs);

/// Called in the backward pass of an operator that has no second derivative.
///
/// @throws Error kInternal if a graph of that pass is to be recorded.
void refuse_second_derivative(std::string_view name);

}  // namespace maas::operators
