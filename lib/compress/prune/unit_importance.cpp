#include "compress/prune/unit_importance.h"

#include <algorithm>
#include <numeric>

#include <ATen/core/grad_mode.h>
#include <ATen/ops/zeros.h>

namespace maas::pruners {
namespace {

bool touches_ignored(const CoupledUnits& group, const std::vector<compress::Layer>& layers) {
  return std::ranges::any_of(layers, [&](const compress::Layer& layer) {
    return layer.ignored && std::ranges::any_of(group.slices, [&](const graph::Slice& slice) {
             return layer.owns(slice.parameter);
           });
  });
}

/// L2 norms of the units' rows in the weights of the layers that give them.
std::vector<double> row_norms(const CoupledUnits& group, const tensor::NamedTensors& weights,
                              const Pruner& pruner) {
  at::Tensor squares = at::zeros({group.units}, at::kDouble);
  for (const std::string& layer : group.layers) {
    const at::Tensor importance =
        pruner.importance(compress::find_tensor(weights, layer + ".weight"));
    squares += importance.flatten(1).to(at::kDouble).square().sum(1);  // [units]
  }
  const at::Tensor norms = squares.sqrt();
  return {norms.const_data_ptr<double>(), norms.const_data_ptr<double>() + norms.numel()};
}

void divide_by_mean(std::vector<double>& values) {
  const double sum = std::accumulate(values.begin(), values.end(), 0.0);
  if (sum == 0) return;
  for (double& value : values) value *= static_cast<double>(values.size()) / sum;
}

void replace_by_rank(std::vector<double>& values) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, {}, [&](std::size_t index) { return values[index]; });
  for (std::size_t rank = 0; rank < order.size(); ++rank) {
    values[order[rank]] = static_cast<double>(rank + 1) / static_cast<double>(order.size());
  }
}

}  // namespace

std::vector<CoupledUnits> removable_units(const std::vector<CoupledUnits>& groups, UnitKinds kinds,
                                          const std::vector<compress::Layer>& layers) {
  std::vector<CoupledUnits> removable;
  for (const CoupledUnits& group : groups) {
    const bool is_asked_for = group.is_convolution ? kinds.channels : kinds.neurons;
    if (is_asked_for && group.prunable() && !touches_ignored(group, layers)) {
      removable.push_back(group);
    }
  }
  return removable;
}

std::vector<std::vector<double>> unit_importance(const std::vector<CoupledUnits>& groups,
                                                 const tensor::NamedTensors& weights,
                                                 const Pruner& pruner) {
  const at::NoGradGuard no_grad;
  std::vector<std::vector<double>> importance;
  for (const CoupledUnits& group : groups) {
    importance.push_back(row_norms(group, weights, pruner));
    pruner.is_global() ? divide_by_mean(importance.back()) : replace_by_rank(importance.back());
  }
  return importance;
}

}  // namespace maas::pruners
