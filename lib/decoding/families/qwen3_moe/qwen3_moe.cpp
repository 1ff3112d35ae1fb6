#include "decoding/families/qwen3_moe/qwen3_moe.h"

#include <algorithm>

#include "decoding/families/qwen3/qwen3.h"

namespace maas::decoding {

Decoder qwen3_moe(const Config& config) {
  Decoder decoder = qwen3(config);
  const std::int64_t every = config.size_or("decoder_sparse_step", 1);
  const std::vector<std::int64_t> dense = config.wholes("mlp_only_layers");
  const char* const count = config.has("num_experts") ? "num_experts" : "num_local_experts";
  std::vector<Layer>& layers = decoder.specification.layers;
  for (std::int64_t i = 0; i < std::ssize(layers); ++i) {
    if ((i + 1) % every != 0 || std::ranges::find(dense, i) != dense.end()) continue;
    Mlp expert = std::get<Mlp>(layers[static_cast<std::size_t>(i)].mlp);
    expert.size = config.size("moe_intermediate_size");
    layers[static_cast<std::size_t>(i)].mlp =
        Experts{.count = config.size(count),
                .active = config.size("num_experts_per_tok"),
                .expert = expert,
                .renormalize = config.flag_or("norm_topk_prob", false)};
  }
  decoder.names.layer.router = "model.layers.{}.mlp.gate";
  decoder.names.layer.expert = {.gate = "model.layers.{}.mlp.experts.{}.gate_proj",
                                .up = "model.layers.{}.mlp.experts.{}.up_proj",
                                .down = "model.layers.{}.mlp.experts.{}.down_proj"};
  return decoder;
}

}  // namespace maas::decoding
