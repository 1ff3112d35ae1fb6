#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "privacy/kinds.h"

namespace maas::privacy {

/// A text as the patterns read it: what Unicode has as other spellings of digits, blanks, dashes,
/// dots and letters of ASCII is written in ASCII, and what is not seen is left out. A text in ASCII
/// is its own, and bytes that are no UTF-8 stay.
class PlainText {
 public:
  /// @param source  must outlive the object
  explicit PlainText(std::string_view source);
  PlainText(const PlainText&) = delete;
  PlainText& operator=(const PlainText&) = delete;

  std::string_view text() const { return text_; }

  /// Makes places in the plain text places in the source. What is not seen before and behind a
  /// match is none of it.
  /// @param matches  in order
  void to_source(std::vector<Match>& matches) const;

 private:
  /// From here on both go on alike, up to the next place.
  struct Place {
    std::size_t plain;
    std::size_t source;
  };

  void append_from(std::size_t at, std::size_t end, char32_t value);
  void append(std::size_t at, std::size_t end, char character);
  void leave_out(std::size_t at, std::size_t end);
  void leave_out_mark(std::size_t end);
  char character_behind(std::size_t at) const;

  std::string_view source_;
  std::string_view text_;
  std::string plain_;
  std::vector<Place> places_;
  char32_t last_value_ = 0;  ///< of what was appended last, if that is beyond ASCII
};

}  // namespace maas::privacy
