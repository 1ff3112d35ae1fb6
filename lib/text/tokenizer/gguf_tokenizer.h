#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

namespace maas::text {

/// What a GGUF file tells of its tokenizer, under `tokenizer.ggml.`.
struct GgufVocabulary {
  std::string model;                    ///< gpt2, llama, bert, t5, gemma4
  std::string pre;                      ///< how texts are cut, for gpt2: "smollm", "llama-bpe" ...
  std::vector<std::string> tokens;      ///< by their ids
  std::vector<double> scores;           ///< as many; llama and t5
  std::vector<std::int64_t> types;      ///< `token_type`, as many; 1 normal, 2 unknown, 3 control,
                                        ///< 4 user defined, 5 unused, 6 byte; empty: all normal
  std::vector<std::string> merges;      ///< "a b"; gpt2 and gemma4
  std::optional<std::int64_t> bos;      ///< `bos_token_id`; bert's [CLS] is `cls_token_id` or this
  std::optional<std::int64_t> eos;      ///< `eos_token_id`; bert's [SEP] is `seperator_token_id`
  std::optional<std::int64_t> unknown;  ///< `unknown_token_id`
  std::optional<bool> add_bos;          ///< `add_bos_token`
  std::optional<bool> add_eos;          ///< `add_eos_token`
  std::optional<bool> add_space_prefix;
  std::optional<bool> remove_extra_whitespaces;  ///< t5
  std::string charsmap;                          ///< the bytes of `precompiled_charsmap`; t5
};

/// Returns the `tokenizer.json` that makes the same tokens.
/// @throws Error kInvalidData for a model or a way of cutting texts that is not known, named, or
///   lists that do not fit together
nlohmann::ordered_json tokenizer_json_of(const GgufVocabulary& vocabulary);

}  // namespace maas::text
