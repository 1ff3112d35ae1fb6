#pragma once

#include <cstdint>

#include "text/tokenizer/patterns/pattern.h"
#include "text/tokenizer/pieces.h"

namespace maas::text {

/// What becomes of what pieces are split at.
enum class Delimiters : std::uint8_t {
  kRemoved,
  kIsolated,      ///< each a piece of its own
  kWithPrevious,  ///< each the end of the piece before
  kWithNext,      ///< each the front of the piece behind
  kContiguous,    ///< those side by side a piece
};

struct Splitting {
  Delimiters delimiters;
  bool inverted;  ///< the pattern finds what lies between the delimiters
};

/// Splits each piece at what is found in it.
void split_pieces(Pieces& pieces, const Pattern& pattern, const Splitting& how);

}  // namespace maas::text
