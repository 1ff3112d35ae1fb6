#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

namespace maas::text {

/// What stands around one text and around a pair of them, as an encoder is given them.
struct Frame {
  struct Piece {
    std::optional<std::int32_t> token{};  ///< none: here stands a text
    std::size_t text = 0;                 ///< which: 0 or 1
    std::int32_t type = 0;                ///< the kind of text that tokens of this piece are of
  };

  std::vector<Piece> single{};
  std::vector<Piece> pair{};

  /// Tokens of a template that are of no text.
  static std::int64_t tokens(const std::vector<Piece>& pieces);
};

/// Reads the `post_processor` of a `tokenizer.json`. Without one texts stand alone.
/// @param name  of the file, for messages
/// @throws Error kInvalidData if it is malformed, or leaves out a text
Frame frame_of(const nlohmann::json& tokenizer, const std::string& name);

}  // namespace maas::text
