#pragma once

#include <memory>

#include <nlohmann/json.hpp>

#include "decoding/tensor_source.h"
#include "formats/gguf/gguf.h"
#include "text/tokenizer/gguf_tokenizer.h"

/// GGUF files in the words of Hugging Face's directories.
namespace maas::decoding {

/// Returns what `config.json` would say: `model_type` is the file's `general.architecture`.
/// @throws Error kInvalidData if a key is missing or of another type; kInvalidRecipe if the
///   architecture has no counterpart, with those that have
nlohmann::json config_of(const formats::GgufFile& file);

/// Whether rows of queries and keys are ordered for neighbouring pairs to turn.
bool is_interleaved(const formats::GgufFile& file);

/// Returns the vocabulary that the file carries.
/// @throws Error kInvalidData if it has none
text::GgufVocabulary vocabulary_of(const formats::GgufFile& file);

/// Returns the file's tensors by the names that they have in Hugging Face's files.
std::shared_ptr<const TensorSource> source_of(std::shared_ptr<const formats::GgufFile> file);

}  // namespace maas::decoding
