#pragma once

#include <utility>

#include <ATen/ops/amax.h>
#include <ATen/ops/clamp.h>
#include <ATen/ops/round.h>

namespace maas::nn {

/// Rounds a weight to 8 bits by rows: codes, and one scale per output.
inline std::pair<at::Tensor, at::Tensor> rounded(const at::Tensor& weight) {
  const at::Tensor scale = weight.detach().abs().flatten(1).amax(1) / 127;  // [outputs]
  std::vector<std::int64_t> per_output(static_cast<std::size_t>(weight.dim()), 1);
  per_output[0] = -1;
  return {at::round(weight.detach() / scale.view(per_output)).to(at::kChar), scale};
}

/// The largest difference as a share of the largest value.
inline double relative_difference(const at::Tensor& ours, const at::Tensor& reference) {
  return ((ours - reference).abs().max() / reference.abs().max()).item<double>();
}

}  // namespace maas::nn
