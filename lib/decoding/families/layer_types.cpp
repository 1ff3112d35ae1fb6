#include "decoding/families/layer_types.h"

#include "decoding/families/family.h"

namespace maas::decoding {

void apply_windows(const Config& config, bool without_types, Specification& specification) {
  if (!config.has("sliding_window")) return;
  const std::int64_t window = config.size("sliding_window");
  const std::vector<std::string> types = config.texts("layer_types");
  std::vector<Layer>& layers = specification.layers;
  if (!types.empty() && types.size() != layers.size()) {
    config.refuse("layer_types", "a type for each layer");
  }
  for (std::size_t i = 0; i < layers.size(); ++i) {
    const bool slides = types.empty() ? without_types : types[i] == "sliding_attention";
    if (!types.empty() && !slides && types[i] != "full_attention") {
      config.refuse("layer_types", "full_attention and sliding_attention");
    }
    if (slides) attention_of(layers[i]).window = window;
  }
}

}  // namespace maas::decoding
