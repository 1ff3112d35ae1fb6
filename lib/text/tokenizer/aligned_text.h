#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace maas::text {

/// Where a character stands in the original text, in characters.
struct Place {
  std::uint32_t from = 0;
  std::uint32_t to = 0;
  bool operator==(const Place&) const = default;
};

/// Well-formed text that may have been changed, and where its characters came from.
struct AlignedText {
  std::string text;
  std::vector<Place> places;  ///< of each byte; empty if nobody asks
  bool keeps_places = false;
  std::uint32_t origin = 0;  ///< where the original begins in the whole, in characters

  /// Puts text before the first character, where that stands; nothing before nothing.
  void prepend(std::string_view front);
};

/// Returns text that nothing was done to yet.
/// @param origin  characters before it
AlignedText unchanged_text(std::string_view text, bool keeps_places, std::uint32_t origin);

/// Writes a text anew, from its front to its end.
class Rewriter {
 public:
  explicit Rewriter(const AlignedText& old);

  /// Goes on reading at a byte of the old text.
  void seek(std::size_t at) { at_ = at; }
  /// Copies bytes.
  void keep(std::size_t bytes);
  /// Puts text where the next character stands, and passes over `bytes` from there.
  void replace(std::string_view text, std::size_t bytes);
  void drop(std::size_t bytes) { at_ += bytes; }
  /// Puts text where the character before stands.
  void insert(std::string_view text);
  /// Puts a character in the place of the next and of `takes` more behind it; below 0: it takes
  /// none, and stands where the one before stands.
  void put(char32_t value, std::int32_t takes);
  /// Puts text where the next character stands.
  void insert_before(std::string_view text) { replace(text, 0); }

  std::size_t at() const { return at_; }
  std::size_t written() const { return text_.text.size(); }
  AlignedText take() { return std::move(text_); }

 private:
  const AlignedText& old_;
  AlignedText text_;
  std::size_t at_ = 0;
  std::string buffer_;
};

}  // namespace maas::text
