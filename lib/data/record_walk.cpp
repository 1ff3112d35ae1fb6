#include "data/record_walk.h"

#include <algorithm>

#include "maas/error.h"

namespace maas::data {
namespace {

std::uint32_t line_ends(std::string_view text) {
  return static_cast<std::uint32_t>(std::ranges::count(text, '\n'));
}

}  // namespace

bool RecordWalk::next() {
  while (!rest_.empty()) {
    formats::read_csv_record(rest_, delimiter_, record_);
    bytes_ = rest_.substr(0, record_.length);
    line_ = next_line_;
    if (record_.problem == formats::CsvProblem::kOpenQuote) {
      throw failure_with_hint(ErrorCode::kInvalidData,
                              "a quote within a field in quotes is written twice",
                              "{}:{}: a quote is never closed", origin_,
                              line_ + line_ends(bytes_.substr(0, record_.problem_at)));
    }
    next_line_ += line_ends(bytes_);
    rest_.remove_prefix(record_.length);
    const bool is_blank = record_.fields.size() == 1 && trimmed(record_.fields.front()).empty() &&
                          !is_quoted(record_.fields.front(), bytes_);
    if (!is_blank) return true;
  }
  return false;
}

bool is_quoted(std::string_view field, std::string_view bytes) {
  return field.data() > bytes.data() && field.data()[-1] == '"';
}

std::string_view trimmed(std::string_view field) {
  constexpr std::string_view kSpaces = " \t";
  const std::size_t begin = field.find_first_not_of(kSpaces);
  if (begin == field.npos) return {};
  return field.substr(begin, field.find_last_not_of(kSpaces) - begin + 1);
}

std::string cell_of(std::string_view field, std::string_view bytes) {
  const std::string_view text = trimmed(field);
  return is_quoted(field, bytes) ? formats::csv_value(text) : std::string(text);
}

}  // namespace maas::data
