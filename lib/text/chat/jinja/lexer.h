#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace maas::text::jinja {

/// Where something stands in a template, from 1; columns count bytes.
struct Place {
  std::size_t line = 1;
  std::size_t column = 1;
};

struct Token {
  enum class Kind : std::uint8_t {
    kData,  ///< between tags, without what they strip
    kPrintBegin,
    kPrintEnd,
    kBlockBegin,
    kBlockEnd,
    kName,
    kText,  ///< unescaped
    kInteger,
    kReal,
    kSign,
    kEnd,
  };

  Kind kind = Kind::kEnd;
  std::string text;
  Place place;
};

/// Throws the error that names the template and the place.
[[noreturn]] void fail_at(std::string_view template_name, Place place, std::string_view message);

/// Splits a template as Jinja does with `trim_blocks` and `lstrip_blocks`; the last token is kEnd.
/// @throws Error kInvalidData where a tag, a comment or a text does not end, or a character is no
///   part of the language
std::vector<Token> tokens_of(std::string_view source, std::string_view template_name);

}  // namespace maas::text::jinja
