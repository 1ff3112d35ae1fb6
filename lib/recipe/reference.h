#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace maas::recipe {

/// A part of a scalar: text, or a reference to be replaced.
struct Piece {
  enum class Kind { kText, kKey, kEnvironment, kMalformed };

  Kind kind = Kind::kText;
  std::string text;                        ///< the text, key path or variable name
  std::optional<std::string> otherwise{};  ///< the default of an environment variable
  std::size_t offset = 0;                  ///< of the piece in the scalar
  std::size_t length = 0;
};

/// Splits a scalar at its `${...}`; a malformed piece runs to the end.
std::vector<Piece> split_references(std::string_view text);

/// Returns `text` so that `split_references` gives it back as it is.
std::string escape_references(const std::string& text);

}  // namespace maas::recipe
