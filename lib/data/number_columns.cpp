#include "data/number_columns.h"

#include <cmath>
#include <optional>

#include "base/strings.h"
#include "maas/error.h"

namespace maas::data {
namespace {

/// Among so many numbers a few texts are mistakes rather than names.
constexpr double kMostlyNumbers = 0.9;

/// @throws Error kInvalidData if a value among numbers is an infinity, or too large to be told from
/// one
void require_no_infinity(const Rows& rows, std::int64_t row, std::size_t column) {
  double number = 0;
  const std::string_view text = rows.cell(row, column);
  if (!base::parse_number(text, number) || std::isnan(number)) return;
  fail(ErrorCode::kInvalidData, "{}: '{}' of column '{}' is no finite number", rows.name(row),
       base::abridged(text), rows.columns()[column]);
}

}  // namespace

Tally tally_of(const Rows& rows, std::size_t column) {
  Tally tally;
  for (std::int64_t row = 0; row < rows.size(); ++row) {
    const std::string_view text = rows.cell(row, column);
    if (text.empty()) continue;
    ++tally.known;
    if (number_of(text)) {
      ++tally.numbers;
      continue;
    }
    if (tally.first_text < 0) {
      require_no_infinity(rows, row, column);
      tally.first_text = row;
    }
  }
  return tally;
}

void require_no_odd_text(const Rows& rows, std::size_t column, const Tally& tally) {
  const auto known = static_cast<double>(tally.known);
  const bool is_odd =
      tally.first_text >= 0 && static_cast<double>(tally.numbers) >= kMostlyNumbers * known;
  if (!is_odd) return;
  throw failure_with_hint(
      ErrorCode::kInvalidData,
      "name such a text under `missing` of the data, or the column under `categories` of the task",
      "{}: '{}' of column '{}' is no number, as {} of its {} values are",
      rows.name(tally.first_text), base::abridged(rows.cell(tally.first_text, column)),
      rows.columns()[column], tally.numbers, tally.known);
}

}  // namespace maas::data
