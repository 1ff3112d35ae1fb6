#include "wrap.h"

#include <utility>

#include "base/strings.h"
#include "base/utf8.h"

namespace maas::cli {
namespace {

/// Cuts what fits on a line off the front of a word, behind a `|` where there is one.
std::string take_piece(std::string& word, std::size_t width) {
  std::string piece(base::front_of(word, width));
  const std::size_t bar = piece.rfind('|');
  if (bar != piece.npos) piece.erase(bar + 1);
  word.erase(0, piece.size());
  return piece;
}

}  // namespace

std::vector<std::string> wrapped(const std::string& text, std::size_t width) {
  std::vector<std::string> lines(1);
  for (std::string& word : base::split(text, ' ')) {
    std::string& line = lines.back();
    if (line.empty() || base::columns_of(line) + 1 + base::columns_of(word) <= width)
      line += line.empty() ? word : " " + word;
    else
      lines.push_back(word);
    while (base::columns_of(lines.back()) > width) {
      std::string rest = std::move(lines.back());
      lines.back() = take_piece(rest, width);
      lines.push_back(std::move(rest));
    }
  }
  return lines;
}

}  // namespace maas::cli
