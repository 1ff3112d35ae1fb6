#include "output.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <string>

#include <fmt/format.h>

#include "base/strings.h"
#include "base/utf8.h"
#include "maas/error.h"
#include "terminal.h"
#include "wrap.h"

namespace maas::cli {
namespace {

using Rows = std::vector<std::vector<std::string>>;

constexpr std::size_t kGap = 2;         ///< blanks between two columns
constexpr std::size_t kNarrowest = 12;  ///< a column narrower than this is not wrapped

struct Column {
  std::size_t width = 0;
  bool is_numeric = true;
};

bool starts_with_digit(const std::string& text) {
  const std::size_t first = text.find_first_not_of("+-");
  return first != text.npos && text[first] >= '0' && text[first] <= '9';
}

/// The first row may be a head, so its words make no column a text.
std::vector<Column> columns_of_rows(const Rows& rows) {
  std::vector<Column> columns(1);
  for (const auto& row : rows) {
    if (row.size() > columns.size()) columns.resize(row.size());
    for (std::size_t i = 0; i < row.size(); ++i) {
      columns[i].width = std::max(columns[i].width, base::columns_of(row[i]));
      const bool counts = &row != &rows.front() && !row[i].empty();
      columns[i].is_numeric = columns[i].is_numeric && (!counts || starts_with_digit(row[i]));
    }
  }
  return columns;
}

std::size_t width_before_last(const std::vector<Column>& columns) {
  std::size_t width = 0;
  for (std::size_t i = 0; i + 1 < columns.size(); ++i) width += columns[i].width + kGap;
  return width;
}

std::string padded(const std::string& cell, const Column& column) {
  const std::string blanks(column.width - base::columns_of(cell), ' ');
  return column.is_numeric ? blanks + cell : cell + blanks;
}

Rows printable(Rows rows) {
  for (auto& row : rows) {
    for (std::string& cell : row) cell = base::printable(cell);
  }
  return rows;
}

/// A row with its cells below those of other rows; a last cell that is too wide takes lines.
std::vector<std::string> in_columns(const std::vector<std::string>& row,
                                    const std::vector<Column>& columns, std::size_t width) {
  std::string line;
  for (std::size_t i = 0; i + 1 < row.size(); ++i)
    line += padded(row[i], columns[i]) + std::string(kGap, ' ');
  if (row.size() < columns.size() || columns.back().is_numeric || width == kAnyWidth) {
    return {row.empty() ? line : line + padded(row.back(), columns[row.size() - 1])};
  }
  std::vector<std::string> lines;
  const std::size_t indent = base::columns_of(line);
  for (const std::string& part : wrapped(row.back(), width - indent)) {
    lines.push_back(line + part);
    line.assign(indent, ' ');
  }
  return lines;
}

/// A row as running text, for a terminal that is too narrow for its columns.
std::vector<std::string> flowing(const std::vector<std::string>& row, std::size_t width) {
  std::vector<std::string> lines = wrapped(base::join(row, " "), width - kGap);
  for (std::size_t i = 1; i < lines.size(); ++i) lines[i].insert(0, kGap, ' ');
  return lines;
}

}  // namespace

Output::Output() : is_terminal_(isatty(STDOUT_FILENO) == 1) {}

void Output::line(std::string_view line) {
  shown(line);
  text("\n");
}

void Output::piece(std::string_view piece) {
  shown(piece);
  flush();
}

void Output::shown(std::string_view content) {
  text(is_terminal_ ? base::printable(content, base::Layout::kKept) : content);
}

void Output::text(std::string_view lines) {
  if (!closed_) check(std::fwrite(lines.data(), 1, lines.size(), stdout) == lines.size());
}

void Output::json(const nlohmann::ordered_json& document) {
  text(document.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n");
}

void Output::flush() {
  if (!closed_) check(std::fflush(stdout) == 0);
}

void Output::check(bool written) {
  if (written) return;
  closed_ = errno == EPIPE;
  if (!closed_) fail(ErrorCode::kIo, "cannot write to standard output: {}", std::strerror(errno));
}

std::size_t Output::width() const {
  return is_terminal_ ? columns_of(STDOUT_FILENO) : kAnyWidth;
}

std::vector<std::string> aligned(const Rows& raw, std::size_t width) {
  const Rows rows = printable(raw);
  const std::vector<Column> columns = columns_of_rows(rows);
  const std::size_t before_last = width_before_last(columns);
  const bool fits = before_last + columns.back().width <= width;
  const bool flows = !fits && (columns.back().is_numeric || before_last + kNarrowest > width);
  std::vector<std::string> lines;
  for (const auto& row : rows) {
    for (std::string& line : flows ? flowing(row, width) : in_columns(row, columns, width)) {
      line.erase(line.find_last_not_of(' ') + 1);
      lines.push_back(std::move(line));
    }
  }
  return lines;
}

}  // namespace maas::cli
