#include "decoding/families/qwen2/qwen2.h"

#include "decoding/families/layer_types.h"

namespace maas::decoding {

Decoder qwen2(const Config& config) {
  Decoder decoder = llama_like(config);
  for (Layer& layer : decoder.specification.layers) attention_of(layer).qkv_bias = true;
  if (config.flag_or("use_sliding_window", false)) {
    apply_windows(config, /*without_types=*/true, decoder.specification);
  }
  return decoder;
}

}  // namespace maas::decoding
