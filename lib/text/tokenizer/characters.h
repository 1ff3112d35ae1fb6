#pragma once

#include <array>
#include <cstdint>

/// Classes of characters, as the regular expressions of tokenizers tell them apart.
namespace maas::text {

enum class Kind : std::uint8_t {
  kOther,
  kLetter,  ///< \p{L}
  kNumber,  ///< \p{N}
  kSpace,   ///< White_Space
};

/// Returns the kind of a character beyond ASCII.
Kind kind_beyond_ascii(char32_t value);

namespace detail {

constexpr std::array<Kind, 128> kAsciiKinds = [] {
  std::array<Kind, 128> kinds{};
  for (char32_t value = 0; value < 128; ++value) {
    const char32_t lower = value | 0x20;
    if (lower >= 'a' && lower <= 'z') kinds[value] = Kind::kLetter;
    if (value >= '0' && value <= '9') kinds[value] = Kind::kNumber;
    if (value == ' ' || (value >= 9 && value <= 13)) kinds[value] = Kind::kSpace;
  }
  return kinds;
}();

}  // namespace detail

inline Kind kind_of(char32_t value) {
  return value < 128 ? detail::kAsciiKinds[value] : kind_beyond_ascii(value);
}

inline bool is_space(char32_t value) {
  return kind_of(value) == Kind::kSpace;
}
inline bool is_number(char32_t value) {
  return kind_of(value) == Kind::kNumber;
}
bool is_word(char32_t value);               ///< \w: Alphabetic, \p{M}, \p{Nd}, \p{Pc}, joiners
bool is_punctuation(char32_t value);        ///< \p{P} and what ASCII counts as such
bool is_mark(char32_t value);               ///< \p{M}
bool is_nonspacing_mark(char32_t value);    ///< \p{Mn}
bool is_control_or_format(char32_t value);  ///< \p{C} but for the unassigned
bool is_ideograph(char32_t value);          ///< of the blocks that BERT puts spaces around

}  // namespace maas::text
