#pragma once

#include <cstdint>

namespace maas::text {

/// What the parts of Hugging Face's tokenizers ask of characters. Each has tables of its own, some
/// of older and some of newer versions of Unicode than utf8proc's.
enum class Property : std::uint8_t {
  kLetter,   ///< Oniguruma's \p{L}
  kNumber,   ///< Oniguruma's \p{N}
  kNumeric,  ///< Rust's is_numeric
  kWord,     ///< Rust's \w
  kPunctuation,
  kMark,
  kNonspacingMark,
  kControl,
  kDecomposition,  ///< there is one for compatibility
};

/// Returns whether they say otherwise than utf8proc 2.8.
bool says_otherwise(Property property, char32_t value);

}  // namespace maas::text
