#include "privacy/text.h"

#include <algorithm>

#include "privacy/rewriter.h"

namespace maas::privacy {

std::size_t TextMasker::begin(std::string_view /*bytes*/) {
  return 0;
}

std::size_t TextMasker::whole_records(std::string_view bytes) const {
  return bytes.rfind('\n') + 1;
}

Masked TextMasker::mask(const Block& block) const {
  Masked masked;
  Rewriter rewriter(block.bytes, rules_, masked);
  // No match goes beyond a line end, so that all lines are one text.
  rewriter.mask(block.bytes, "text");
  rewriter.finish();
  masked.records = std::count(block.bytes.begin(), block.bytes.end(), '\n') +
                   (block.bytes.empty() || block.bytes.ends_with('\n') ? 0 : 1);
  return masked;
}

}  // namespace maas::privacy
