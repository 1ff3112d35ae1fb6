#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "text/tokenizer/gguf_tokenizer.h"

/// The parts that the tokenizers of GGUF files are put together from.
namespace maas::text {

using OrderedJson = nlohmann::ordered_json;

OrderedJson byte_level(bool cuts_words);
OrderedJson split_at(std::string_view expression);
OrderedJson replace(std::string_view from, std::string_view to);
/// @param key  what the list is called: "pretokenizers", "normalizers" ...
OrderedJson sequence(const char* key, std::vector<OrderedJson> parts);

/// Returns the post-processor that adds a token before a text and one behind it; null if neither.
OrderedJson surrounding(const GgufVocabulary& vocabulary, std::optional<std::int64_t> before,
                        std::optional<std::int64_t> behind);

/// Returns ids by tokens.
OrderedJson ids_by_token(const std::vector<std::string>& tokens);

/// Returns the tokens that are found in texts as they are.
OrderedJson added_tokens(const GgufVocabulary& vocabulary);

/// Returns a token by its id.
/// @throws Error kInvalidData if there is none
const std::string& token_of(const GgufVocabulary& vocabulary, std::int64_t id);

/// Returns a model BPE.
OrderedJson bpe(OrderedJson ids, OrderedJson merges);

/// Returns a tokenizer of its parts.
struct JsonParts {
  OrderedJson normalizer;
  OrderedJson pre_tokenizer;
  OrderedJson post_processor;
  OrderedJson decoder;
  OrderedJson model;
};
OrderedJson tokenizer_of(const GgufVocabulary& vocabulary, JsonParts parts);

// Of one `tokenizer.ggml.model` each.
OrderedJson gpt2_tokenizer(const GgufVocabulary& vocabulary);
OrderedJson llama_tokenizer(const GgufVocabulary& vocabulary);
OrderedJson gemma_tokenizer(const GgufVocabulary& vocabulary);
OrderedJson t5_tokenizer(const GgufVocabulary& vocabulary);
OrderedJson bert_tokenizer(const GgufVocabulary& vocabulary);

}  // namespace maas::text
