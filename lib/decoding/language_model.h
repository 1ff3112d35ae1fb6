#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "decoding/config.h"
#include "decoding/names.h"
#include "decoding/specification.h"
#include "decoding/tensor_source.h"
#include "decoding/weights.h"
#include "text/chat/chat_template.h"
#include "text/tokenizer/tokenizer.h"

namespace maas::decoding {

/// What a model's makers advise: `generation_config.json`.
struct Advice {
  std::optional<double> temperature{}, top_p{}, min_p{}, repetition_penalty{};
  std::optional<std::int64_t> top_k{};
  bool samples = false;              ///< else greedy
  std::vector<std::int32_t> ends{};  ///< tokens that end a text
};

/// A language model as it lies in its files.
struct LanguageModel {
  std::string name;  ///< of its directory or file
  Specification specification;
  Weights weights;
  text::Tokenizer tokenizer;
  std::optional<text::ChatTemplate> chat_template{};
  std::string begin_token{};  ///< as a chat template writes it
  std::string end_token{};
  Advice advice;
};

/// Opens a directory as Hugging Face's models have it, or a GGUF file.
/// @throws Error kNotFound if there is none, or a file of it is missing; kInvalidData if a file is
///   malformed or contradicts another; kInvalidRecipe if its family cannot be run; kIo
LanguageModel open_language_model(const std::filesystem::path& path);

/// Opens the tokenizer alone.
/// @throws Error as open_language_model
text::Tokenizer open_model_tokenizer(const std::filesystem::path& path);

}  // namespace maas::decoding
