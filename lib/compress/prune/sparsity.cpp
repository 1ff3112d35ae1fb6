#include "compress/prune/sparsity.h"

#include <cmath>

#include <ATen/core/grad_mode.h>
#include <ATen/ops/argsort.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/zeros.h>

namespace maas::pruners {
namespace {

/// @param importance  [n]
/// @return bool [n]; true for the round(sparsity * n) smallest values
at::Tensor smallest(const at::Tensor& importance, double sparsity) {
  const std::int64_t count = std::llround(sparsity * static_cast<double>(importance.numel()));
  const at::Tensor order =
      at::argsort(importance, /*stable=*/true, /*dim=*/0, /*descending=*/false);
  at::Tensor mask = at::zeros(importance.sizes(), at::kBool);
  mask.index_fill_(0, order.narrow(0, 0, count), true);
  return mask;
}

}  // namespace

void Zeros::apply() const {
  const at::NoGradGuard no_grad;
  weight.masked_fill_(mask, 0);
}

std::vector<Zeros> choose_zeros(const std::vector<compress::Layer>& layers, const Pruner& pruner,
                                double sparsity) {
  const at::NoGradGuard no_grad;
  std::vector<Zeros> zeros;
  std::vector<at::Tensor> importance;
  for (const compress::Layer& layer : layers) {
    if (layer.ignored) continue;
    importance.push_back(pruner.importance(layer.weight).flatten());  // [weights of the layer]
    zeros.push_back({.weight = layer.weight, .mask = {}});
  }
  if (zeros.empty()) return zeros;
  at::Tensor together;  // [weights of all layers]
  if (pruner.is_global()) together = smallest(at::cat(importance), sparsity);
  std::int64_t start = 0;
  for (std::size_t i = 0; i < zeros.size(); ++i) {
    const std::int64_t count = importance[i].numel();
    const at::Tensor mask = pruner.is_global() ? together.narrow(0, start, count).clone()
                                               : smallest(importance[i], sparsity);
    zeros[i].mask = mask.view(zeros[i].weight.sizes());
    start += count;
  }
  return zeros;
}

std::vector<LayerChange> set_zeros(const std::vector<compress::Layer>& layers,
                                   const std::vector<Zeros>& zeros) {
  const at::NoGradGuard no_grad;
  std::vector<LayerChange> changes;
  auto next = zeros.begin();
  for (const compress::Layer& layer : layers) {
    LayerChange change{.layer = layer.name,
                       .change = "kept",
                       .bytes_before = layer.bytes,
                       .bytes_after = layer.bytes};
    if (!layer.ignored) {
      const at::Tensor before = layer.weight.clone();
      next->apply();
      change.error = compress::relative_error(before, layer.weight);
      change.change =
          fmt::format("{:.1f} % zeros", 100 * next->mask.to(at::kDouble).mean().item<double>());
      ++next;
    }
    changes.push_back(std::move(change));
  }
  return changes;
}

}  // namespace maas::pruners
