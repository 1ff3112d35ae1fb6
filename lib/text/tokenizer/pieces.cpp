#include "text/tokenizer/pieces.h"

#include <algorithm>

namespace maas::text {

void rewrite_pieces(Pieces& pieces,
                    const std::function<void(const Range& piece, Rewriter& writer)>& write) {
  Rewriter writer(pieces.aligned);
  for (Range& piece : pieces.ranges) {
    const std::size_t start = writer.written();
    writer.seek(piece.from);
    write(piece, writer);
    piece = {start, writer.written()};
  }
  pieces.aligned = writer.take();
}

void prepend_to_pieces(Pieces& pieces, std::string_view front,
                       const std::function<bool(const Range& piece)>& needs) {
  if (std::ranges::none_of(pieces.ranges, needs)) return;
  rewrite_pieces(pieces, [&](const Range& piece, Rewriter& writer) {
    if (needs(piece)) writer.insert_before(front);
    writer.keep(piece.size());
  });
}

}  // namespace maas::text
