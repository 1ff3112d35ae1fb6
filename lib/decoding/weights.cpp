#include "decoding/weights.h"

namespace maas::decoding {
namespace {

class Loader : private WeightReader {
 public:
  Loader(const Specification& specification, const Names& names, const TensorSource& source)
      : WeightReader(source), specification_(specification), names_(names) {}

  Weights load() {
    const std::int64_t width = specification_.width;
    weights_.embedding = matrix(names_.embedding, specification_.vocabulary, width);
    if (specification_.learned_positions) {
      weights_.positions = matrix(names_.positions, specification_.context, width);
    }
    for (std::size_t i = 0; i < specification_.layers.size(); ++i) {
      weights_.layers.push_back(layer(specification_.layers[i], i));
    }
    weights_.last_norm = norm(names_.last_norm);
    weights_.logits = specification_.tied ? weights_.embedding
                                          : matrix(names_.logits, specification_.vocabulary, width);
    weights_.widened = take_widened();
    return std::move(weights_);
  }

 private:
  Linear linear(const std::string& name, std::int64_t outputs, std::int64_t inputs, bool bias) {
    Linear result;
    result.weight =
        names_.transposed ? transposed(name, outputs, inputs) : matrix(name, outputs, inputs);
    if (bias) result.bias = vector(name + ".bias", outputs);
    return result;
  }

  NormWeights norm(const std::string& name) {
    NormWeights result = {.weight = vector(weight_of(name), specification_.width), .bias = {}};
    if (specification_.norm.bias) result.bias = vector(name + ".bias", specification_.width);
    return result;
  }

  std::optional<NormWeights> norm_if(const std::string& name, std::size_t layer) {
    if (name.empty()) return std::nullopt;
    return norm(numbered(name, layer));
  }

  static Linear part(const Linear& whole, std::int64_t begin, std::int64_t count) {
    Linear result = {.weight = whole.weight.slice(begin, count), .bias = {}};
    if (!whole.bias.empty()) {
      result.bias.assign(whole.bias.begin() + begin, whole.bias.begin() + begin + count);
    }
    return result;
  }

  AttentionWeights attention(const Attention& attention, std::size_t i) {
    const LayerNames& names = names_.layer;
    const std::int64_t width = specification_.width;
    const std::int64_t queries = attention.heads * attention.head_size;
    const std::int64_t keys = attention.kv_heads * attention.head_size;
    AttentionWeights result;
    if (names.qkv.empty()) {
      result.query = linear(numbered(names.query, i), queries, width, attention.qkv_bias);
      result.key = linear(numbered(names.key, i), keys, width, attention.qkv_bias);
      result.value = linear(numbered(names.value, i), keys, width, attention.qkv_bias);
    } else {
      const Linear whole =
          linear(numbered(names.qkv, i), queries + 2 * keys, width, attention.qkv_bias);
      result.query = part(whole, 0, queries);
      result.key = part(whole, queries, keys);
      result.value = part(whole, queries + keys, keys);
    }
    result.output = linear(numbered(names.output, i), width, queries, attention.output_bias);
    if (attention.qk_norm != Attention::QkNorm::kNone) {
      const bool whole = attention.qk_norm == Attention::QkNorm::kWhole;
      result.query_norm =
          vector(weight_of(numbered(names.query_norm, i)), whole ? queries : attention.head_size);
      result.key_norm =
          vector(weight_of(numbered(names.key_norm, i)), whole ? keys : attention.head_size);
    }
    if (attention.sinks) result.sinks = vector(numbered(names.sinks, i), attention.heads);
    return result;
  }

  MlpWeights mlp(const Mlp& mlp, const MlpNames& names, std::size_t i, std::size_t expert = 0) {
    const std::int64_t width = specification_.width;
    const auto part_of = [&](const std::string& name, std::int64_t outputs, std::int64_t inputs) {
      return linear(numbered(name, i, expert), outputs, inputs, mlp.bias);
    };
    MlpWeights result;
    if (!names.gate_up.empty()) {
      const Linear whole = part_of(names.gate_up, 2 * mlp.size, width);
      result.gate = part(whole, 0, mlp.size);
      result.up = part(whole, mlp.size, mlp.size);
    } else {
      if (mlp.gated) result.gate = part_of(names.gate, mlp.size, width);
      result.up = part_of(names.up, mlp.size, width);
    }
    result.down = part_of(names.down, width, mlp.size);
    return result;
  }

  ExpertWeights experts(const Experts& experts, std::size_t i) {
    ExpertWeights result;
    result.router = matrix(numbered(names_.layer.router, i), experts.count, specification_.width);
    for (std::size_t expert = 0; expert < static_cast<std::size_t>(experts.count); ++expert) {
      result.experts.push_back(mlp(experts.expert, names_.layer.expert, i, expert));
    }
    return result;
  }

  LayerWeights layer(const Layer& layer, std::size_t i) {
    LayerWeights result;
    result.before_mixer = norm_if(names_.layer.before_mixer, i);
    result.after_mixer = norm_if(names_.layer.after_mixer, i);
    result.before_mlp = norm_if(names_.layer.before_mlp, i);
    result.after_mlp = norm_if(names_.layer.after_mlp, i);
    result.attention = attention(std::get<Attention>(layer.mixer), i);
    if (const auto* const dense = std::get_if<Mlp>(&layer.mlp)) {
      result.mlp = mlp(*dense, names_.layer.mlp, i);
    } else {
      result.mlp = experts(std::get<Experts>(layer.mlp), i);
    }
    return result;
  }

  const Specification& specification_;
  const Names& names_;
  Weights weights_;
};

std::size_t bytes_of(const MlpWeights& mlp) {
  return mlp.gate.weight.bytes() + mlp.up.weight.bytes() + mlp.down.weight.bytes();
}

}  // namespace

Weights load_weights(const Specification& specification, const Names& names,
                     std::shared_ptr<const TensorSource> source) {
  Weights weights = Loader(specification, names, *source).load();
  weights.source = std::move(source);
  return weights;
}

std::size_t bytes_a_token(const Specification& specification, const Weights& weights) {
  std::size_t bytes = weights.logits.bytes();
  for (std::size_t i = 0; i < weights.layers.size(); ++i) {
    const LayerWeights& layer = weights.layers[i];
    for (const Linear* const part : {&layer.attention.query, &layer.attention.key,
                                     &layer.attention.value, &layer.attention.output}) {
      bytes += part->weight.bytes();
    }
    if (const auto* const dense = std::get_if<MlpWeights>(&layer.mlp)) {
      bytes += bytes_of(*dense);
    } else {
      const auto& experts = std::get<ExpertWeights>(layer.mlp);
      const auto active = std::get<Experts>(specification.layers[i].mlp).active;
      bytes += experts.router.bytes() +
               static_cast<std::size_t>(active) * bytes_of(experts.experts.front());
    }
  }
  return bytes;
}

}  // namespace maas::decoding
