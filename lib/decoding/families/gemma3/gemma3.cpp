#include "decoding/families/gemma3/gemma3.h"

#include <cmath>

#include "decoding/families/layer_types.h"

namespace maas::decoding {
namespace {

/// Older files have no `layer_types`, but say that each sixth layer sees all.
void apply_pattern(const Config& config, Specification& specification) {
  if (config.has("layer_types")) return apply_windows(config, false, specification);
  const std::int64_t pattern = config.size_or("sliding_window_pattern", 6);
  const std::int64_t window = config.size("sliding_window");
  for (std::int64_t i = 0; i < std::ssize(specification.layers); ++i) {
    if ((i + 1) % pattern == 0) continue;
    attention_of(specification.layers[static_cast<std::size_t>(i)]).window = window;
  }
}

/// Positions of layers that slide turn faster than those of layers that see all.
struct Positions {
  Rotary sliding;
  Rotary full;
};

Positions positions_of(const Config& config, std::int64_t head_size) {
  const std::optional<Config> by_type = config.below("rope_parameters");
  if (by_type && by_type->has("sliding_attention")) {
    return {rotary_of(*by_type->below("sliding_attention"), config, head_size),
            rotary_of(*by_type->below("full_attention"), config, head_size)};
  }
  Positions positions = {rotary_of(config, head_size), rotary_of(config, head_size)};
  positions.sliding = {.theta = config.number_or("rope_local_base_freq", 10000),
                       .pairs = positions.full.pairs};
  return positions;
}

}  // namespace

Decoder gemma3(const Config& config) {
  Decoder decoder = llama_like(config);
  Specification& specification = decoder.specification;
  specification.norm.offset = 1;
  specification.tied = config.flag_or("tie_word_embeddings", true);
  specification.embedding_scale = std::sqrt(static_cast<float>(specification.width));
  specification.logit_soft_cap = static_cast<float>(config.number_or("final_logit_softcapping", 0));
  apply_pattern(config, specification);
  const std::int64_t head_size = attention_of(specification.layers.front()).head_size;
  const Positions positions = positions_of(config, head_size);
  const double scalar = config.number_or("query_pre_attn_scalar", static_cast<double>(head_size));
  for (Layer& layer : specification.layers) {
    Attention& attention = attention_of(layer);
    attention.scale = static_cast<float>(1 / std::sqrt(scalar));
    attention.soft_cap = static_cast<float>(config.number_or("attn_logit_softcapping", 0));
    attention.qk_norm = Attention::QkNorm::kHead;
    attention.rotary = attention.window > 0 ? positions.sliding : positions.full;
    std::get<Mlp>(layer.mlp).activation = activation_of(config, "hidden_activation");
  }
  LayerNames& names = decoder.names.layer;
  names.query_norm = "model.layers.{}.self_attn.q_norm";
  names.key_norm = "model.layers.{}.self_attn.k_norm";
  names.after_mixer = "model.layers.{}.post_attention_layernorm";
  names.before_mlp = "model.layers.{}.pre_feedforward_layernorm";
  names.after_mlp = "model.layers.{}.post_feedforward_layernorm";
  return decoder;
}

}  // namespace maas::decoding
