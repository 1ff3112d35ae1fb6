#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "text/tokenizer/part.h"
#include "text/tokenizer/pieces.h"

namespace maas::text {

/// Finds places in texts.
class Pattern {
 public:
  virtual ~Pattern() = default;

  /// Appends the matches in well-formed text, from its front, none over another.
  /// @throws Error kInvalidData if a text takes too many steps
  virtual void find(std::string_view text, std::vector<Range>& matches) const = 0;
};

/// Returns what finds a regular expression as Oniguruma understands it.
/// @throws Error kInvalidData if the syntax is not understood
std::unique_ptr<Pattern> regex_pattern(const std::string& expression, const Part& part);

/// Returns what finds a text; an empty one is found between all characters.
std::unique_ptr<Pattern> literal_pattern(std::string text);

/// Reads `pattern`, which is `{"String": ...}` or `{"Regex": ...}`.
/// @throws Error kInvalidData
std::unique_ptr<Pattern> read_pattern(const Part& part);

}  // namespace maas::text
