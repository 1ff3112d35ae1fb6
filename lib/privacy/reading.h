#pragma once

namespace maas::privacy {

/// What a code point beyond ASCII stands for where personal data is looked for.
struct Reading {
  enum class As {
    kItself,     ///< a letter
    kNothing,    ///< not seen: a soft hyphen, a joiner, a mark of direction
    kMark,       ///< an accent or frame on what stands before; nothing but on a letter
    kCharacter,  ///< a character of ASCII: a digit, a blank, a letter of full width
    kInNumbers,  ///< a character of ASCII where digits or capitals stand on both sides
    kInDigits,   ///< likewise, but between digits; elsewhere a letter
    kInDomains,  ///< a character of ASCII where letters or digits stand on both sides
    kStop,       ///< likewise, but before a capital it ends a sentence
    kGap,        ///< a blank behind letters of a script without blanks, else nothing
  };
  As as = As::kItself;
  char character = '\0';
};

/// @param value  beyond ASCII
Reading reading_of(char32_t value);

/// Whether words are written without blanks between: ideographs, kana, Thai and its neighbours.
bool is_written_without_blanks(char32_t value);

}  // namespace maas::privacy
