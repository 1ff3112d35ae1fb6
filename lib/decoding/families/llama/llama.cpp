#include "decoding/families/llama/llama.h"

#include "decoding/families/layer_types.h"

namespace maas::decoding {

Decoder llama(const Config& config) {
  Decoder decoder = llama_like(config);
  const bool attention_bias = config.flag_or("attention_bias", false);
  for (Layer& layer : decoder.specification.layers) {
    attention_of(layer).qkv_bias = attention_bias;
    attention_of(layer).output_bias = attention_bias;
    std::get<Mlp>(layer.mlp).bias = config.flag_or("mlp_bias", false);
  }
  return decoder;
}

Decoder mistral(const Config& config) {
  Decoder decoder = llama_like(config);
  apply_windows(config, /*without_types=*/true, decoder.specification);
  return decoder;
}

Decoder smollm3(const Config& config) {
  Decoder decoder = llama(config);
  apply_windows(config, /*without_types=*/false, decoder.specification);
  const std::vector<std::int64_t> turns = config.wholes("no_rope_layers");  // 1: has positions
  std::vector<Layer>& layers = decoder.specification.layers;
  if (!turns.empty() && turns.size() != layers.size()) {
    config.refuse("no_rope_layers", "a number for each layer");
  }
  for (std::size_t i = 0; i < turns.size(); ++i) {
    if (turns[i] == 0) attention_of(layers[i]).rotary.reset();
  }
  return decoder;
}

}  // namespace maas::decoding
