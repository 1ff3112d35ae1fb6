#include "decoding/families/olmo2/olmo2.h"

namespace maas::decoding {

Decoder olmo2(const Config& config) {
  Decoder decoder = llama_like(config);
  for (Layer& layer : decoder.specification.layers) {
    attention_of(layer).qk_norm = Attention::QkNorm::kWhole;
  }
  LayerNames& names = decoder.names.layer;
  names.query_norm = "model.layers.{}.self_attn.q_norm";
  names.key_norm = "model.layers.{}.self_attn.k_norm";
  names.before_mixer.clear();
  names.before_mlp.clear();
  names.after_mixer = "model.layers.{}.post_attention_layernorm";
  names.after_mlp = "model.layers.{}.post_feedforward_layernorm";
  return decoder;
}

}  // namespace maas::decoding
