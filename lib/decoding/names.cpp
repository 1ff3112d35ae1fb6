#include "decoding/names.h"

#include <fmt/format.h>

namespace maas::decoding {

Names llama_names() {
  Names names;
  names.layer = {.before_mixer = "model.layers.{}.input_layernorm",
                 .after_mixer = {},
                 .before_mlp = "model.layers.{}.post_attention_layernorm",
                 .after_mlp = {},
                 .query = "model.layers.{}.self_attn.q_proj",
                 .key = "model.layers.{}.self_attn.k_proj",
                 .value = "model.layers.{}.self_attn.v_proj",
                 .qkv = {},
                 .output = "model.layers.{}.self_attn.o_proj",
                 .query_norm = {},
                 .key_norm = {},
                 .sinks = {},
                 .gate = "model.layers.{}.mlp.gate_proj",
                 .up = "model.layers.{}.mlp.up_proj",
                 .gate_up = {},
                 .down = "model.layers.{}.mlp.down_proj",
                 .router = {},
                 .expert = {}};
  return names;
}

std::string numbered(std::string_view name, std::size_t number) {
  return fmt::format(fmt::runtime(name), number);
}

}  // namespace maas::decoding
