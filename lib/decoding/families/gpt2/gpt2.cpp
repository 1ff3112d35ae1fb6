#include "decoding/families/gpt2/gpt2.h"

#include <algorithm>
#include <cmath>

namespace maas::decoding {
namespace {

Names names() {
  Names names = {.embedding = "transformer.wte",
                 .positions = "transformer.wpe",
                 .last_norm = "transformer.ln_f",
                 .transposed = true};
  LayerNames& layer = names.layer;
  layer.before_mixer = "transformer.h.{}.ln_1";
  layer.before_mlp = "transformer.h.{}.ln_2";
  layer.qkv = "transformer.h.{}.attn.c_attn";
  layer.output = "transformer.h.{}.attn.c_proj";
  layer.mlp.up = "transformer.h.{}.mlp.c_fc";
  layer.mlp.down = "transformer.h.{}.mlp.c_proj";
  return names;
}

}  // namespace

Decoder gpt2(const Config& config) {
  const std::int64_t width = config.size("n_embd");
  const std::int64_t heads = config.size("n_head");
  const Layer layer = {
      .mixer = Attention{.heads = heads,
                         .kv_heads = heads,
                         .head_size = width / heads,
                         .scale = static_cast<float>(1 / std::sqrt(static_cast<double>(width) /
                                                                   static_cast<double>(heads))),
                         .qkv_bias = true,
                         .output_bias = true},
      .mlp = Mlp{.size = config.size_or("n_inner", 4 * width),
                 .activation = activation_of(config, "activation_function"),
                 .gated = false,
                 .bias = true}};
  const std::int64_t layers = std::min<std::int64_t>(config.size("n_layer"), kMostLayers);
  return {{.vocabulary = config.size("vocab_size"),
           .width = width,
           .context = config.size("n_positions"),
           .norm = {.kind = Norm::Kind::kLayer,
                    .eps = static_cast<float>(config.number_or("layer_norm_epsilon", 1e-5)),
                    .bias = true},
           .layers = std::vector<Layer>(static_cast<std::size_t>(layers), layer),
           .tied = config.flag_or("tie_word_embeddings", true),
           .learned_positions = true},
          names()};
}

}  // namespace maas::decoding
