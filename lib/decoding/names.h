#pragma once

#include <string>
#include <string_view>

namespace maas::decoding {

/// How the tensors of one layer are called; what a family lacks is empty. `qkv` and `gate_up` are
/// those of several matrices in one, in this order.
struct LayerNames {
  std::string before_mixer, after_mixer, before_mlp, after_mlp;
  std::string query, key, value, qkv, output;
  std::string query_norm, key_norm, sinks;
  std::string gate, up, gate_up, down;
  std::string router, expert;  ///< `expert`: of the first part of names of one, `{}` is its number
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

/// Returns a name with the number of its layer, or of its expert.
std::string numbered(std::string_view name, std::size_t number);

}  // namespace maas::decoding
