#include "decoding/names.h"

#include <fmt/format.h>

namespace maas::decoding {

Names llama_names() {
  Names names;
  LayerNames& layer = names.layer;
  layer.before_mixer = "model.layers.{}.input_layernorm";
  layer.before_mlp = "model.layers.{}.post_attention_layernorm";
  layer.query = "model.layers.{}.self_attn.q_proj";
  layer.key = "model.layers.{}.self_attn.k_proj";
  layer.value = "model.layers.{}.self_attn.v_proj";
  layer.output = "model.layers.{}.self_attn.o_proj";
  layer.mlp = {.gate = "model.layers.{}.mlp.gate_proj",
               .up = "model.layers.{}.mlp.up_proj",
               .down = "model.layers.{}.mlp.down_proj"};
  return names;
}

std::string numbered(std::string_view name, std::size_t layer, std::size_t expert) {
  return fmt::format(fmt::runtime(name), layer, expert);
}

}  // namespace maas::decoding
