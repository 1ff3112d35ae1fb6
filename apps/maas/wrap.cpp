#include "wrap.h"

#include <utility>

#include "base/strings.h"

namespace maas::cli {
namespace {

/// Cuts what fits on a line off the front of a word, behind a `|` where there is one.
std::string take_piece(std::string& word, std::size_t width) {
  const std::size_t bar = word.rfind('|', width - 1);
  const std::size_t length = bar == word.npos ? width : bar + 1;
  std::string piece = word.substr(0, length);
  word.erase(0, length);
  return piece;
}

}  // namespace

std::vector<std::string> wrapped(const std::string& text, std::size_t width) {
  std::vector<std::string> lines(1);
  for (std::string& word : base::split(text, ' ')) {
    std::string& line = lines.back();
    if (line.empty() || line.size() + 1 + word.size() <= width)
      line += line.empty() ? word : " " + word;
    else
      lines.push_back(word);
    while (lines.back().size() > width) {
      std::string rest = std::move(lines.back());
      lines.back() = take_piece(rest, width);
      lines.push_back(std::move(rest));
    }
  }
  return lines;
}

}  // namespace maas::cli
