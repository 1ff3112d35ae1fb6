#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// JSON read in place: what there is, and where it stands, without a tree of it.
namespace maas::formats {

/// Hears of a document's parts in their order. Texts point into the document.
class JsonVisitor {
 public:
  virtual ~JsonVisitor() = default;
  virtual void begin_object() = 0;
  virtual void end_object() = 0;
  virtual void begin_array() = 0;
  virtual void end_array() = 0;
  /// @param raw  between the quotes, escapes as they stand
  virtual void key(std::string_view raw) = 0;
  /// @param raw  between the quotes, escapes as they stand
  virtual void string(std::string_view raw) = 0;
  virtual void number(std::string_view text) = 0;
  /// `true` or `false`
  virtual void boolean(std::string_view text) = 0;
};

/// Why a text is no JSON document.
struct JsonProblem {
  std::size_t at = 0;  ///< offset of the byte that does not fit
  const char* reason = "";
};

inline constexpr std::size_t kMostJsonLevels = 64;

/// Walks through one document (RFC 8259), which may have white space around it. Bytes beyond ASCII
/// are taken as they are.
std::optional<JsonProblem> walk_json(std::string_view text, JsonVisitor& visitor);

/// Text with its escapes undone.
struct UnescapedJson {
  std::string text;
  std::vector<std::uint32_t> places;  ///< where each byte stands in the raw text, and the end
};

/// Undoes the escapes of a string or key that `walk_json` has accepted; half of a surrogate pair
/// becomes U+FFFD.
void unescape_json(std::string_view raw, UnescapedJson& result);

}  // namespace maas::formats
