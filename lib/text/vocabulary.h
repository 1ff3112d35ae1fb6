#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

/// The parts of a `tokenizer.json` (Hugging Face's tokenizers) that all our tokenizers have.
namespace maas::text {

/// Returns an entry of `added_tokens`: a word that stands for something else than itself.
nlohmann::ordered_json special_token(std::int64_t id, std::string_view word);

/// Returns the model WordLevel of a vocabulary.
/// @param words  by their ids
nlohmann::ordered_json word_level(const std::vector<std::string>& words, std::string_view unknown);

/// Returns what stands under a key.
/// @param name  of the file, for messages
/// @throws Error kInvalidData if there is nothing
const nlohmann::json& required(const nlohmann::json& json, const char* key,
                               const std::string& name);

/// Says that a file is of another tokenizer than ours.
[[noreturn]] void refuse_tokenizer(const std::string& name, const std::string& why);

/// Returns the vocabulary of a model WordLevel: words by their ids.
/// @throws Error kInvalidData if it is of another model, or ids are not 0, 1, 2, ...
std::vector<std::string> words_of(const nlohmann::json& model, const std::string& name);

}  // namespace maas::text
