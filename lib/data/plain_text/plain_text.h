#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "data/layout.h"
#include "data/plain_text/card.h"

namespace maas::data {

/// A paragraph of a text: lines up to one that has nothing but white space.
struct Paragraph {
  std::string_view text;  ///< without the line feed at its end
  std::int64_t line = 0;  ///< on which it begins, from 1
};

/// Returns a text's paragraphs.
std::vector<Paragraph> paragraphs_of(std::string_view text);

std::unique_ptr<Layout> make_plain_text(const std::string& split, const PlainTextOptions& options);

}  // namespace maas::data
