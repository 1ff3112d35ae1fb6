#include "nn/causal_attention.h"

#include <ATen/ops/scaled_dot_product_attention.h>

namespace maas::nn {

CausalAttention::CausalAttention(std::int64_t width, std::int64_t heads, double dropout)
    : qkv(register_module("qkv", std::make_shared<Linear>(width, 3 * width))),
      output(register_module("output", std::make_shared<Linear>(width, width))),
      heads_(heads),
      dropout_(dropout) {}

at::Tensor CausalAttention::forward(const at::Tensor& input) {
  const std::int64_t batch = input.size(0);
  const std::int64_t length = input.size(1);
  const std::int64_t width = input.size(2);
  const at::Tensor parts = qkv->forward(input)
                               .view({batch, length, 3, heads_, width / heads_})
                               .permute({2, 0, 3, 1, 4});  // [3, B, H, T, D]
  const at::Tensor mixed = at::scaled_dot_product_attention(
      parts[0], parts[1], parts[2], {}, is_training() ? dropout_ : 0, /*is_causal=*/true);
  return output->forward(mixed.transpose(1, 2).reshape({batch, length, width}));
}

}  // namespace maas::nn
