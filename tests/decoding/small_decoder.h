#pragma once

#include <cmath>
#include <cstring>
#include <map>
#include <memory>
#include <random>

#include "decoding/families/family.h"
#include "decoding/network.h"

namespace maas::decoding {

/// Random fp32 tensors of whatever shape a specification needs.
class RandomSource : public TensorSource {
 public:
  RandomSource(const Specification& specification, unsigned seed) : random_(seed) {
    const std::int64_t width = specification.width;
    add("model.embed_tokens.weight", {specification.vocabulary, width});
    add("model.norm.weight", {width});
    for (std::size_t i = 0; i < specification.layers.size(); ++i) {
      const Layer& layer = specification.layers[i];
      const auto& attention = std::get<Attention>(layer.mixer);
      const std::int64_t size = std::get<Mlp>(layer.mlp).size;
      const std::string stem = "model.layers." + std::to_string(i) + ".";
      const std::int64_t queries = attention.heads * attention.head_size;
      const std::int64_t keys = attention.kv_heads * attention.head_size;
      add(stem + "input_layernorm.weight", {width});
      add(stem + "post_attention_layernorm.weight", {width});
      add(stem + "self_attn.q_proj.weight", {queries, width});
      add(stem + "self_attn.k_proj.weight", {keys, width});
      add(stem + "self_attn.v_proj.weight", {keys, width});
      add(stem + "self_attn.o_proj.weight", {width, queries});
      add(stem + "mlp.gate_proj.weight", {size, width});
      add(stem + "mlp.up_proj.weight", {size, width});
      add(stem + "mlp.down_proj.weight", {width, size});
    }
  }

  const std::string& origin() const override { return origin_; }
  bool has(std::string_view name) const override { return tensors_.contains(std::string(name)); }
  std::vector<std::string> names() const override {
    std::vector<std::string> names;
    for (const auto& [name, tensor] : tensors_) names.push_back(name);
    return names;
  }
  SourceTensor at(std::string_view name) const override {
    const auto& [shape, values] = tensors_.at(std::string(name));
    return {formats::BlockType::kF32, shape, std::as_bytes(std::span(values))};
  }

 private:
  void add(const std::string& name, std::vector<std::int64_t> shape) {
    std::int64_t count = 1;
    for (const std::int64_t size : shape) count *= size;
    std::vector<float> values(static_cast<std::size_t>(count));
    std::normal_distribution<float> normal(shape.size() == 1 ? 1.0F : 0.0F, 0.4F);
    for (float& value : values) value = normal(random_);
    tensors_[name] = {std::move(shape), std::move(values)};
  }

  std::mt19937 random_;
  std::string origin_ = "random";
  std::map<std::string, std::pair<std::vector<std::int64_t>, std::vector<float>>> tensors_;
};

/// A Llama of two layers and 31 tokens, with threads and memory.
class SmallDecoder {
 public:
  explicit SmallDecoder(std::int64_t context = 64)
      : specification_(llama_like(Config({{"vocab_size", 31},
                                          {"hidden_size", 24},
                                          {"intermediate_size", 40},
                                          {"num_hidden_layers", 2},
                                          {"num_attention_heads", 4},
                                          {"num_key_value_heads", 2},
                                          {"max_position_embeddings", context},
                                          {"tie_word_embeddings", true}},
                                         "small"))
                           .specification),
        weights_(load_weights(specification_, llama_names(),
                              std::make_shared<RandomSource>(specification_, 7))),
        team_(2),
        pool_(specification_, CacheType::kF32, 0),
        network_(specification_, weights_, team_, context) {}

  Network& network() { return network_; }
  PagePool& pool() { return pool_; }

 private:
  Specification specification_;
  Weights weights_;
  kernels::Team team_;
  PagePool pool_;
  Network network_;
};

}  // namespace maas::decoding
