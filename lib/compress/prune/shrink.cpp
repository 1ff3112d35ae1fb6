#include "compress/prune/shrink.h"

#include <algorithm>
#include <cmath>

#include <ATen/core/grad_mode.h>
#include <ATen/ops/index_select.h>
#include <ATen/ops/tensor.h>

#include "maas/error.h"

namespace maas::pruners {
namespace {

/// The elements of a dimension that stay with these units.
std::vector<std::int64_t> elements_of(const std::set<std::size_t>& units, std::int64_t repeat) {
  std::vector<std::int64_t> elements;
  for (const std::size_t unit : units) {
    const std::int64_t start = static_cast<std::int64_t>(unit) * repeat;
    for (std::int64_t i = 0; i < repeat; ++i) elements.push_back(start + i);
  }
  return elements;
}

std::string change_in_words(const at::Tensor& before, const at::Tensor& after) {
  if (before.size(0) != after.size(0)) {
    return fmt::format("{} -> {} {}", before.size(0), after.size(0),
                       before.dim() == 4 ? "channels" : "neurons");
  }
  if (before.size(1) != after.size(1)) {
    return fmt::format("{} -> {} inputs", before.size(1), after.size(1));
  }
  return "kept";
}

LayerChange change_of(const compress::Layer& layer, const tensor::NamedTensors& weights) {
  const at::Tensor& after = compress::find_tensor(weights, layer.weight_name());
  const double norm_before = compress::frobenius_norm(layer.weight);
  const double share = norm_before == 0 ? 1 : compress::frobenius_norm(after) / norm_before;
  LayerChange change{.layer = layer.name,
                     .change = change_in_words(layer.weight, after),
                     .error = std::sqrt(std::max(0.0, 1 - share * share)),
                     .bytes_before = layer.bytes};
  for (const auto& [name, tensor] : weights) {
    if (layer.owns(name)) {
      change.bytes_after += static_cast<std::int64_t>(tensor.nbytes());
    }
  }
  return change;
}

}  // namespace

ShrunkNetwork shrink(const std::vector<CoupledUnits>& groups, const KeptUnits& kept,
                     const std::vector<compress::Layer>& layers,
                     const tensor::NamedTensors& weights) {
  const at::NoGradGuard no_grad;
  ShrunkNetwork shrunk{.widths = {}, .weights = weights, .changes = {}};
  for (std::size_t group = 0; group < groups.size(); ++group) {
    for (const std::string& layer : groups[group].layers) {
      shrunk.widths[layer] = static_cast<std::int64_t>(kept[group].size());
    }
    for (const graph::Slice& slice : groups[group].slices) {
      at::Tensor& tensor = compress::find_tensor(shrunk.weights, slice.parameter);
      tensor =
          tensor.index_select(slice.dimension, at::tensor(elements_of(kept[group], slice.repeat)));
    }
  }
  for (const compress::Layer& layer : layers) {
    shrunk.changes.push_back(change_of(layer, shrunk.weights));
  }
  return shrunk;
}

}  // namespace maas::pruners
