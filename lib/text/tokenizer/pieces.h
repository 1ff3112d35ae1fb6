#pragma once

#include <cstddef>
#include <functional>
#include <string_view>
#include <vector>

#include "text/tokenizer/aligned_text.h"

namespace maas::text {

/// Bytes of a text.
struct Range {
  std::size_t from = 0;
  std::size_t to = 0;
  std::size_t size() const { return to - from; }
  bool operator==(const Range&) const = default;
};

/// A text and the pieces that it was cut into, in order; what lies between them is gone.
struct Pieces {
  AlignedText aligned;
  std::vector<Range> ranges;

  std::string_view text() const { return aligned.text; }
  std::string_view text(const Range& range) const {
    return text().substr(range.from, range.size());
  }
};

/// Writes the text of all pieces anew.
/// @param write  called for each, with the writer at its front; it stays within the piece
void rewrite_pieces(Pieces& pieces,
                    const std::function<void(const Range& piece, Rewriter& writer)>& write);

/// Puts `front` before the pieces that `needs` says.
void prepend_to_pieces(Pieces& pieces, std::string_view front,
                       const std::function<bool(const Range& piece)>& needs);

}  // namespace maas::text
