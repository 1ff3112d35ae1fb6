#pragma once

#include <functional>
#include <string>
#include <string_view>

/// From texts to tokens.
namespace maas::text {

/// Calls `use` for each word and each run of other visible marks of a text, in order: what the
/// pre-tokenizer Whitespace of Hugging Face's tokenizers makes, `\w+|[^\w\s]+`.
/// @param text  UTF-8; bytes that are none count as marks
void for_each_word(std::string_view text, const std::function<void(std::string_view)>& use);

/// Returns the text in lower case, letter by letter.
std::string lowered(std::string_view text);

}  // namespace maas::text
