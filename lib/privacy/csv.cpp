#include "privacy/csv.h"

#include <algorithm>

#include "base/strings.h"
#include "privacy/rewriter.h"
#include "privacy/rules.h"

namespace maas::privacy {
namespace {

std::int64_t line_at(const Block& block, std::size_t at) {
  return block.first_line + std::count(block.bytes.begin(),
                                       block.bytes.begin() + static_cast<std::ptrdiff_t>(at), '\n');
}

/// A line without anything on it is no record.
bool is_blank(const formats::CsvRecord& record) {
  return record.fields.size() == 1 && record.fields.front().empty();
}

}  // namespace

std::size_t CsvMasker::begin(std::string_view bytes) {
  const std::size_t mark =
      bytes.starts_with(formats::kUtf8ByteOrderMark) ? formats::kUtf8ByteOrderMark.size() : 0;
  const std::string_view text = bytes.substr(mark);
  delimiter_ = options_.delimiter.value_or(formats::csv_delimiter_of(text));
  if (text.empty()) return mark;
  formats::CsvRecord first;
  formats::read_csv_record(text, delimiter_, first);
  if (first.problem != formats::CsvProblem::kNone) {
    check_record(first, {std::string(text), 1}, 0);
  }
  check_line_ends(first);
  if (options_.header == Header::kAuto) check_header(first);
  has_header_ = options_.header != Header::kNo;
  name_columns(first);
  if (options_.has_all_columns) check_all_found(rules_, named_columns(), name_);
  return mark + (has_header_ ? first.length : 0);
}

void CsvMasker::check_header(const formats::CsvRecord& first) const {
  std::vector<Match> matches;
  for (std::size_t i = 0; i < first.fields.size(); ++i) {
    double ignored = 0;
    const bool is_number = base::parse_number(base::trim(first.fields[i]), ignored);
    rules_.finder.find(first.fields[i], matches);
    if (!is_number && matches.empty()) continue;
    throw failure_with_hint(
        ErrorCode::kInvalidData,
        "--header no if there is none: columns are then called 1, 2, ...; --header yes if it is "
        "one",
        "{}:1: the first line looks like data, not like the names of columns: field {} holds {}",
        name_, i + 1,
        is_number ? "a number" : fmt::format("personal data ({})", name_of(matches.front().kind)));
  }
}

/// A file of an old Mac would be one header, and pass as it is.
void CsvMasker::check_line_ends(const formats::CsvRecord& first) const {
  for (const std::string_view field : first.fields) {
    if (field.find('\r') == field.npos) continue;
    throw failure_with_hint(ErrorCode::kInvalidData, "`tr '\\r' '\\n'` ends them in LF",
                            "{}:1: the first line has a CR in it: do lines end in CR alone?",
                            name_);
  }
}

Counts CsvMasker::kept_at_start() const {
  Counts kept;
  std::vector<Match> matches;
  if (!has_header_) return kept;
  for (const Column& column : columns_) {
    rules_.finder.find(column.name, matches);
    for (const Match& match : matches) kept.add(column.name, match.kind);
  }
  return kept;
}

void CsvMasker::name_columns(const formats::CsvRecord& first) {
  for (std::size_t i = 0; i < first.fields.size(); ++i) {
    Column column{.name =
                      has_header_ ? formats::csv_value(first.fields[i]) : std::to_string(i + 1)};
    column.is_masked = rules_.columns.empty() || rules_.columns.contains(column.name);
    const auto whole = rules_.whole.find(column.name);
    if (whole != rules_.whole.end()) column.whole = whole->second;
    columns_.push_back(std::move(column));
  }
}

/// Those that the rules name.
std::set<std::string, std::less<>> CsvMasker::named_columns() const {
  std::set<std::string, std::less<>> named;
  for (const Column& column : columns_) {
    if (rules_.name(column.name)) named.insert(column.name);
  }
  return named;
}

std::size_t CsvMasker::whole_records(std::string_view bytes) const {
  return formats::whole_csv_records(bytes, delimiter_);
}

void CsvMasker::check_record(const formats::CsvRecord& record, const Block& block,
                             std::size_t at) const {
  if (record.problem == formats::CsvProblem::kOpenQuote) {
    fail(ErrorCode::kInvalidData, "{}:{}: the quote that is opened here is never closed", name_,
         line_at(block, at + record.problem_at));
  }
  if (record.problem == formats::CsvProblem::kTextBehindQuote) {
    throw failure_with_hint(ErrorCode::kInvalidData, "a quote within quotes is written twice",
                            "{}:{}: a quoted field goes on behind its closing quote", name_,
                            line_at(block, at + record.problem_at));
  }
  if (columns_.empty() || record.fields.size() == columns_.size()) return;
  throw failure_with_hint(ErrorCode::kInvalidData,
                          "--delimiter if it is another; --format text masks any line",
                          "{}:{}: {} fields, the first line has {}", name_, line_at(block, at),
                          record.fields.size(), columns_.size());
}

Masked CsvMasker::mask(const Block& block) const {
  Masked masked;
  masked.found = named_columns();
  Rewriter rewriter(block.bytes, rules_, masked);
  formats::CsvRecord record;
  const std::string_view bytes = block.bytes;
  for (std::size_t at = 0; at < bytes.size(); at += record.length) {
    formats::read_csv_record(bytes.substr(at), delimiter_, record);
    if (is_blank(record)) continue;
    check_record(record, block, at);
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      const Column& column = columns_[i];
      const std::string_view field = record.fields[i];
      if (column.whole)
        rewriter.replace_whole(field, formats::csv_value(field), *column.whole, column.name);
      else if (column.is_masked)
        rewriter.mask(field, column.name);
    }
    ++masked.records;
  }
  rewriter.finish();
  return masked;
}

}  // namespace maas::privacy
