#include "decoding/families/phi3/phi3.h"

#include "decoding/families/layer_types.h"

namespace maas::decoding {

Decoder phi3(const Config& config) {
  Decoder decoder = llama_like(config);
  apply_windows(config, /*without_types=*/true, decoder.specification);
  LayerNames& names = decoder.names.layer;
  names.qkv = "model.layers.{}.self_attn.qkv_proj";
  names.mlp.gate_up = "model.layers.{}.mlp.gate_up_proj";
  return decoder;
}

}  // namespace maas::decoding
