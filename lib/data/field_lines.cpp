#include "data/field_lines.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <utility>

#include <fmt/format.h>

#include "base/strings.h"
#include "formats/csv/csv.h"
#include "maas/error.h"

namespace maas::data {
namespace {

char delimiter_of(std::string_view line) {
  for (const char delimiter : {'\t', ';', ','}) {
    if (line.find(delimiter) != line.npos) return delimiter;
  }
  return ' ';
}

bool is_white(char c) {
  return c == ' ' || c == '\t';
}

}  // namespace

FieldLines::FieldLines(std::filesystem::path file, char delimiter)
    : file_(std::move(file)),
      content_(read_text_file(file_)),
      rest_(content_.text),
      delimiter_(delimiter) {}

FieldLines::FieldLines(std::filesystem::path file) : FieldLines(std::move(file), ' ') {
  bool is_found = false;
  for (bool is_first = true; !is_found && next_text(); is_first = false) {
    is_found = !looks_like_comment();
    if (is_first || is_found) delimiter_ = delimiter_of(text_);
  }
  rest_ = content_.text;
  line_ = 0;
}

bool FieldLines::next() {
  if (!next_text()) return false;
  cut();
  return true;
}

bool FieldLines::next_text() {
  while (!rest_.empty()) {
    const std::size_t end = std::min(rest_.find('\n'), rest_.size());
    text_ = base::trim(rest_.substr(0, end));
    rest_.remove_prefix(std::min(end + 1, rest_.size()));
    ++line_;
    if (!text_.empty()) return true;
  }
  return false;
}

void FieldLines::cut() {
  fields_.clear();
  if (delimiter_ == ' ') {
    for (std::size_t at = 0; at < text_.size();) {
      const auto* const end = std::find_if(text_.begin() + at, text_.end(), is_white);
      fields_.emplace_back(text_.begin() + at, end);
      const auto* const next = std::find_if_not(end, text_.end(), is_white);
      at = static_cast<std::size_t>(next - text_.begin());
    }
    return;
  }
  formats::CsvRecord record;
  formats::read_csv_record(text_, delimiter_, record);
  if (record.problem != formats::CsvProblem::kNone && !looks_like_comment()) {
    refuse("a quoted field does not end");
  }
  for (const std::string_view field : record.fields) {
    fields_.emplace_back(base::trim(formats::csv_value(field)));
  }
}

std::string FieldLines::place() const {
  return fmt::format("{}:{}", file_.string(), line_);
}

std::int64_t FieldLines::integer(std::size_t field, std::string_view what, std::int64_t least,
                                 std::int64_t most) const {
  const std::string& text = fields_[field];
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) {
    refuse(fmt::format("{} '{}' is no whole number", what, base::abridged(text)));
  }
  if (value < least || value > most) {
    refuse(fmt::format("{} {} is out of range, {} to {}", what, value, least, most));
  }
  return value;
}

float FieldLines::number(std::size_t field, std::string_view what) const {
  double value = 0;
  const bool is_number = base::parse_number(fields_[field], value);
  if (is_number && std::abs(value) <= std::numeric_limits<float>::max()) {
    return static_cast<float>(value);
  }
  refuse(fmt::format("{} is '{}', no finite number", what, base::abridged(fields_[field])));
}

void FieldLines::require_fields(std::size_t count) const {
  if (fields_.size() == count) return;
  refuse(fmt::format("{} fields, expected {}", fields_.size(), count));
}

void FieldLines::refuse(const std::string& reason, std::string hint) const {
  throw failure_with_hint(ErrorCode::kInvalidData, std::move(hint), "{}: {}", place(), reason);
}

}  // namespace maas::data
