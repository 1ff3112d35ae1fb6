#pragma once

#include <string>
#include <string_view>

namespace maas::decoding {

/// How the matrices of an MLP are called; what a family lacks is empty.
struct MlpNames {
  std::string gate{}, up{}, down{};
  std::string gate_up{};  ///< both in one, in this order
};

/// How the tensors of one layer are called; what a family lacks is empty.
struct LayerNames {
  std::string before_mixer, after_mixer, before_mlp, after_mlp;
  std::string query, key, value, output;
  std::string qkv;  ///< three in one, in this order
  std::string query_norm, key_norm, sinks;
  MlpNames mlp;
  std::string router;
  MlpNames expert;  ///< the second `{}` is its number
};

/// How the tensors of a family are called, all without `.weight` and `.bias`. `{}` in the layer's
/// names is its number.
struct Names {
  std::string embedding = "model.embed_tokens";
  std::string positions{};
  std::string last_norm = "model.norm";
  std::string logits = "lm_head";
  LayerNames layer{};
  bool transposed = false;  ///< weights are [inputs, outputs], as GPT-2's Conv1D keeps them
};

/// The names of Llama and of all that follow it.
Names llama_names();

/// Returns a name with the numbers of its layer and its expert.
std::string numbered(std::string_view name, std::size_t layer, std::size_t expert = 0);

}  // namespace maas::decoding
