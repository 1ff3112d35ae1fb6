#include "decoding/families/qwen3/qwen3.h"

#include "decoding/families/layer_types.h"

namespace maas::decoding {

Decoder qwen3(const Config& config) {
  Decoder decoder = llama_like(config);
  const bool bias = config.flag_or("attention_bias", false);
  for (Layer& layer : decoder.specification.layers) {
    Attention& attention = attention_of(layer);
    attention.qk_norm = Attention::QkNorm::kHead;
    attention.qkv_bias = bias;
    attention.output_bias = bias;
  }
  decoder.names.layer.query_norm = "model.layers.{}.self_attn.q_norm";
  decoder.names.layer.key_norm = "model.layers.{}.self_attn.k_norm";
  if (config.flag_or("use_sliding_window", false)) {
    apply_windows(config, /*without_types=*/true, decoder.specification);
  }
  return decoder;
}

}  // namespace maas::decoding
