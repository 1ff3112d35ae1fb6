#pragma once

#include <memory>
#include <string_view>

#include "text/tokenizer/patterns/pattern.h"

namespace maas::text {

/// The expression of GPT-2.
constexpr std::string_view kGpt2Words =
    R"('s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+)";

/// Returns a scanner of our own for an expression that many tokenizers use, or null.
std::unique_ptr<Pattern> known_words(std::string_view expression);

}  // namespace maas::text
