#include <cmath>
#include <map>

#include "base/strings.h"
#include "decoding/families/family.h"
#include "maas/error.h"

namespace maas::decoding {
namespace {

RotaryScaling scaling_of(const Config& rope, const Config& config) {
  using Kind = RotaryScaling::Kind;
  static const std::map<std::string, Kind> kinds = {
      {"default", Kind::kNone},  {"linear", Kind::kLinear}, {"dynamic", Kind::kDynamic},
      {"llama3", Kind::kLlama3}, {"yarn", Kind::kYarn},     {"longrope", Kind::kLongRope},
      {"su", Kind::kLongRope}};
  const char* const key = rope.has("rope_type") ? "rope_type" : "type";
  const auto kind = kinds.find(rope.text_or(key, "default"));
  if (kind == kinds.end()) rope.refuse(key, "default, linear, dynamic, llama3, yarn or longrope");
  const std::int64_t context = config.size_or("max_position_embeddings", 2048);
  return {
      .kind = kind->second,
      .factor = rope.number_or("factor", 1),
      .low_frequency_factor = rope.number_or("low_freq_factor", 1),
      .high_frequency_factor = rope.number_or("high_freq_factor", 4),
      .beta_fast = rope.number_or("beta_fast", 32),
      .beta_slow = rope.number_or("beta_slow", 1),
      .attention_factor = rope.number_or("attention_factor", 0),
      .original_context = rope.size_or("original_max_position_embeddings",
                                       config.size_or("original_max_position_embeddings", context)),
      .short_factors = rope.numbers("short_factor"),
      .long_factors = rope.numbers("long_factor")};
}

}  // namespace

Rotary rotary_of(const Config& config, std::int64_t head_size) {
  const std::optional<Config> rope = config.has("rope_parameters") ? config.below("rope_parameters")
                                                                   : config.below("rope_scaling");
  return rotary_of(rope.value_or(config), config, head_size);
}

Rotary rotary_of(const Config& rope, const Config& config, std::int64_t head_size) {
  const auto number_or = [&](const char* key, double otherwise) {
    return rope.number_or(key, config.number_or(key, otherwise));
  };
  const double part = number_or("partial_rotary_factor", 1);
  return {.theta = number_or("rope_theta", 10000),
          .pairs = static_cast<std::int64_t>(part * static_cast<double>(head_size)) / 2,
          .scaling = scaling_of(rope, config)};
}

Activation activation_of(const Config& config, const char* key) {
  static const std::map<std::string, Activation> known = {
      {"silu", Activation::kSilu},
      {"swish", Activation::kSilu},
      {"gelu", Activation::kGelu},
      {"gelu_new", Activation::kGeluTanh},
      {"gelu_pytorch_tanh", Activation::kGeluTanh},
      {"relu", Activation::kRelu},
      {"relu2", Activation::kReluSquared}};
  const auto found = known.find(config.text_or(key, "silu"));
  if (found == known.end())
    config.refuse(key, "silu, gelu, gelu_new, gelu_pytorch_tanh, relu, relu2");
  return found->second;
}

Attention& attention_of(Layer& layer) {
  return std::get<Attention>(layer.mixer);
}

Decoder llama_like(const Config& config) {
  const std::int64_t width = config.size("hidden_size");
  const std::int64_t heads = config.size("num_attention_heads");
  const std::int64_t head_size = config.size_or("head_dim", width / heads);
  const Attention attention = {
      .heads = heads,
      .kv_heads = config.size_or("num_key_value_heads", heads),
      .head_size = head_size,
      .scale = static_cast<float>(1 / std::sqrt(static_cast<double>(head_size))),
      .rotary = rotary_of(config, head_size)};
  const Layer layer = {.mixer = attention,
                       .mlp = Mlp{.size = config.size("intermediate_size"),
                                  .activation = activation_of(config, "hidden_act")}};
  Specification specification = {
      .vocabulary = config.size("vocab_size"),
      .width = width,
      .context = config.size_or("max_position_embeddings", 2048),
      .norm = {.eps = static_cast<float>(config.number_or("rms_norm_eps", 1e-6))},
      .layers = std::vector<Layer>(
          static_cast<std::size_t>(std::min(config.size("num_hidden_layers"), kMostLayers)), layer),
      .tied = config.flag_or("tie_word_embeddings", false)};
  return {std::move(specification), llama_names()};
}

}  // namespace maas::decoding
