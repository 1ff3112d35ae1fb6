#include "nn/links.h"

#include <tuple>

#include <ATen/core/LegacyTypeDispatch.h>
#include <ATen/ops/_embedding_bag_forward_only.h>
#include <ATen/ops/cumsum.h>
#include <ATen/ops/repeat_interleave.h>
#include <ATen/ops/rsqrt.h>
#include <ATen/ops/segment_reduce.h>
#include <torch/csrc/autograd/custom_function.h>

namespace maas::nn {
namespace {

using torch::autograd::AutogradContext;
using torch::autograd::tensor_list;

constexpr std::int64_t kSumMode = 0;

/// Where the entries of each of some counts begin.
at::Tensor begins(const at::Tensor& counts) {
  return counts.cumsum(0) - counts;
}

at::Tensor summed(const at::Tensor& x, const at::Tensor& neighbours, const at::Tensor& first) {
  return std::get<0>(at::_embedding_bag_forward_only(x.contiguous(), neighbours, first,
                                                     /*scale_grad_by_freq=*/false, kSumMode));
}

/// The sum over neighbours. As links have no direction, its matrix is symmetric, and gradients are
/// summed by the same: many times faster than the general way back of the operator.
struct NeighbourSum : torch::autograd::Function<NeighbourSum> {
  static at::Tensor forward(AutogradContext* context, const at::Tensor& x,
                            const at::Tensor& neighbours, const at::Tensor& first) {
    const at::AutoDispatchBelowADInplaceOrView below_autograd;
    context->save_for_backward({neighbours, first});
    return summed(x, neighbours, first);
  }

  static tensor_list backward(AutogradContext* context, const tensor_list& gradients) {
    const auto saved = context->get_saved_variables();
    return {NeighbourSum::apply(gradients[0], saved[0], saved[1]), at::Tensor(), at::Tensor()};
  }
};

}  // namespace

Links links_of(const at::Tensor& nodes, const at::Tensor& degrees, const at::Tensor& neighbours) {
  const at::Tensor graph = begins(nodes).repeat_interleave(nodes, 0, degrees.size(0));  // [N]
  const at::Tensor before = graph.repeat_interleave(degrees, 0, neighbours.size(0));    // [M]
  return {.neighbours = neighbours + before, .first = begins(degrees), .degrees = degrees};
}

at::Tensor sum_of_neighbours(const at::Tensor& x, const Links& links) {
  return NeighbourSum::apply(x, links.neighbours, links.first);
}

at::Tensor normalised_sum(const at::Tensor& x, const Links& links) {
  const at::Tensor share = (links.degrees + 1).to(x.scalar_type()).rsqrt().unsqueeze(1);  // [N, 1]
  const at::Tensor scaled = x * share;                                                    // [N, D]
  return (scaled + sum_of_neighbours(scaled, links)) * share;
}

at::Tensor pooled(const at::Tensor& x, const at::Tensor& nodes, Pooling pooling) {
  return at::segment_reduce(x, pooling == Pooling::kSum ? "sum" : "mean", nodes);
}

}  // namespace maas::nn
