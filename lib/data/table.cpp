#include "data/table.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "base/utf8.h"
#include "maas/error.h"

namespace maas::data {
namespace {

constexpr unsigned kLengthBits = 24;
constexpr std::uint64_t kMostBytes = std::uint64_t{1} << (64 - kLengthBits);

std::string_view first_line(std::string_view text) {
  return text.substr(0, text.find('\n'));
}

}  // namespace

Table::Table(std::string_view text, std::string origin, const TableFormat& format,
             HeaderOf header_of)
    : text_(text),
      origin_(std::move(origin)),
      delimiter_(format.delimiter != 0 ? format.delimiter
                                       : formats::csv_delimiter_of(first_line(text))) {
  RecordWalk walk(text, delimiter_, origin_);
  columns_ = header_of(walk, origin_);
  while (walk.next()) add(walk, format);
  if (lines_.empty()) {
    fail(ErrorCode::kInvalidData, "'{}' has no record behind the names of its columns", origin_);
  }
}

std::string_view Table::cell(std::int64_t row, std::size_t column) const {
  if (broken_.contains(row)) return {};
  const std::uint64_t place = cells_[first_cell(row) + column];
  const std::uint64_t offset = place >> kLengthBits;
  const std::size_t length = place & kLongestCell;
  if (offset < text_.size()) return text_.substr(offset, length);
  return std::string_view(copies_).substr(offset - text_.size(), length);
}

void Table::add(const RecordWalk& walk, const TableFormat& format) {
  const auto row = rows();
  lines_.push_back(walk.line());
  cells_of_.push_back(cells_.size());
  std::string problem = problem_of(walk.record(), walk.bytes());
  if (!problem.empty()) {
    broken_.emplace(row, std::move(problem));
    return;
  }
  for (const std::string_view field : walk.record().fields) {
    cells_.push_back(place_of(field, walk.bytes(), format));
  }
}

std::string Table::problem_of(const formats::CsvRecord& record, std::string_view bytes) const {
  if (record.problem == formats::CsvProblem::kTextBehindQuote) {
    return "a field goes on behind its closing quote";
  }
  if (record.fields.size() != columns_.size()) {
    return fmt::format("{} {}, the header has {}", record.fields.size(),
                       record.fields.size() == 1 ? "field" : "fields", columns_.size());
  }
  const auto longest = std::ranges::max(record.fields, {}, &std::string_view::size).size();
  const std::size_t odd = base::find_invalid_utf8(bytes);
  if (odd != bytes.npos) return fmt::format("byte {} of the record is not UTF-8", odd);
  if (longest <= kLongestCell) return "";
  return fmt::format("a field of {} bytes, the limit is {}", longest, kLongestCell);
}

std::uint64_t Table::place_of(std::string_view field, std::string_view bytes,
                              const TableFormat& format) {
  const std::string_view text = trimmed(field);
  const bool is_copied = is_quoted(field, bytes) && text.find('"') != text.npos;
  const std::string copy = is_copied ? formats::csv_value(text) : std::string();
  const std::string_view value = is_copied ? std::string_view(copy) : text;
  if (value.empty() || std::ranges::find(format.missing, value) != format.missing.end()) return 0;
  std::uint64_t offset = text_.size() + copies_.size();
  if (is_copied)
    copies_ += copy;
  else
    offset = static_cast<std::uint64_t>(text.data() - text_.data());
  if (offset >= kMostBytes) {
    fail(ErrorCode::kInvalidData, "'{}' is larger than the {} bytes that a table may have", origin_,
         kMostBytes);
  }
  return offset << kLengthBits | value.size();
}

std::string content_of_row(const Table& table, std::int64_t row,
                           const std::vector<std::size_t>& columns) {
  std::string content;
  for (const std::size_t column : columns) {
    const std::string_view cell = table.cell(row, column);
    content += fmt::format("{}:{}", cell.size(), cell);
  }
  return content;
}

Digest digest_of_row(const Table& table, std::int64_t row,
                     const std::vector<std::size_t>& columns) {
  return digest_of(content_of_row(table, row, columns));
}

}  // namespace maas::data
