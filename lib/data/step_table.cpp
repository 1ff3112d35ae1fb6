#include "data/step_table.h"

#include <algorithm>
#include <limits>

#include <fmt/format.h>

#include "base/strings.h"
#include "data/rows.h"

namespace maas::data {
namespace {

/// Steps before one that its digest is made of too: few values alone are soon met again.
constexpr std::int64_t kStepsBefore = 15;

/// Of the first record that has one; empty: there is none.
std::string_view first_value(const Table& table, std::size_t column) {
  for (std::int64_t row = 0; row < table.rows(); ++row) {
    const std::string_view cell = table.cell(row, column);
    if (!cell.empty()) return cell;
  }
  return {};
}

bool rises(const Table& table, std::size_t column) {
  double before = -std::numeric_limits<double>::infinity();
  for (std::int64_t row = 0; row < table.rows(); ++row) {
    if (table.broken().contains(row)) continue;
    const auto here = number_of(table.cell(row, column));
    if (!here || *here <= before) return false;
    before = *here;
  }
  return true;
}

bool are_numbers(const Table& table, std::size_t column) {
  const std::string_view first = first_value(table, column);
  return number_of(first).has_value();
}

}  // namespace

StepColumns step_columns(const Table& table, const std::vector<std::string>& ignored) {
  StepColumns columns;
  for (std::size_t i = 0; i < table.columns().size(); ++i) {
    const std::string& name = table.columns()[i];
    if (std::ranges::find(ignored, name) != ignored.end()) continue;
    const bool holds_numbers = are_numbers(table, i);
    const bool may_be_times = i == 0 && table.columns().size() > 1;
    if (may_be_times && (!holds_numbers || rises(table, i))) {
      columns.times = i;
    } else if (holds_numbers) {
      columns.numbers.push_back(i);
    } else {
      leave_out(columns.left_out, "columns without numbers", name);
    }
  }
  return columns;
}

std::vector<double> numbers_of(const Table& table, std::size_t column) {
  std::vector<double> numbers;
  for (std::int64_t row = 0; row < table.rows(); ++row) {
    numbers.push_back(
        number_of(table.cell(row, column)).value_or(std::numeric_limits<double>::quiet_NaN()));
  }
  return numbers;
}

std::string problem_of_step(const Table& table, std::int64_t row,
                            const std::vector<std::size_t>& columns) {
  const auto broken = table.broken().find(row);
  if (broken != table.broken().end()) return broken->second;
  for (const std::size_t column : columns) {
    const std::string_view cell = table.cell(row, column);
    const std::string& name = table.columns()[column];
    if (cell.empty()) return fmt::format("column '{}' has no value", name);
    if (!number_of(cell)) {
      return fmt::format("'{}' of column '{}' is no finite number", base::abridged(cell), name);
    }
  }
  return "";
}

Digest digest_of_step(const Table& table, std::int64_t row, const StepColumns& columns) {
  std::string content =
      columns.times ? content_of_row(table, row, {*columns.times}) : fmt::format("{}", row);
  for (std::int64_t i = std::max<std::int64_t>(0, row - kStepsBefore); i <= row; ++i) {
    content += "\n" + content_of_row(table, i, columns.numbers);
  }
  return digest_of(content);
}

}  // namespace maas::data
