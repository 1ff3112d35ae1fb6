#include "data/ratings/walk.h"

#include <fmt/format.h>

#include "base/utf8.h"

namespace maas::data {
namespace {

/// Parts a line nowhere, if it is text.
constexpr char kNoDelimiter = '\0';

void split(std::string_view line, std::vector<std::string_view>& fields) {
  fields.clear();
  std::size_t end = 0;
  while ((end = line.find(kTwoColons)) != line.npos) {
    fields.push_back(line.substr(0, end));
    line.remove_prefix(end + kTwoColons.size());
  }
  fields.push_back(line);
}

}  // namespace

RatingWalk::RatingWalk(std::string_view text, std::string_view delimiter, const std::string& origin)
    : has_two_colons_(delimiter == kTwoColons),
      walk_(text, has_two_colons_ ? kNoDelimiter : delimiter.front(), origin) {}

bool RatingWalk::next() {
  if (!walk_.next()) return false;
  if (has_two_colons_) split(walk_.record().fields.front(), between_colons_);
  return true;
}

const std::vector<std::string_view>& RatingWalk::fields() const {
  return has_two_colons_ ? between_colons_ : walk_.record().fields;
}

std::string RatingWalk::value(std::size_t field) const {
  const std::string_view text = fields()[field];
  return has_two_colons_ ? std::string(trimmed(text)) : cell_of(text, walk_.bytes());
}

std::vector<std::string> RatingWalk::values() const {
  std::vector<std::string> all;
  for (std::size_t i = 0; i < size(); ++i) all.push_back(value(i));
  return all;
}

std::string RatingWalk::problem(std::size_t fields) const {
  if (walk_.record().problem != formats::CsvProblem::kNone) {
    return "a field goes on behind its closing quote";
  }
  if (size() != fields) {
    return fmt::format("{} {}, the first line has {}", size(), size() == 1 ? "field" : "fields",
                       fields);
  }
  const std::size_t odd = base::find_invalid_utf8(bytes());
  return odd == std::string_view::npos ? ""
                                       : fmt::format("byte {} of the record is not UTF-8", odd);
}

std::string delimiter_of(std::string_view text) {
  const std::string_view line = text.substr(0, text.find('\n'));
  if (line.find(kTwoColons) != line.npos) return std::string(kTwoColons);
  return std::string(1, formats::csv_delimiter_of(line));
}

}  // namespace maas::data
