#include "encoders/row/columns.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "base/strings.h"
#include "maas/error.h"

namespace maas::encoders {
namespace {

/// What the cells of a column are like.
struct Tally {
  std::int64_t rows = 0;
  std::int64_t missing = 0;
  bool are_numbers = true;
  double sum = 0;
  std::map<std::string_view, std::int64_t> counts;  ///< of texts; kept while they may be needed
};

Tally tally_of(const data::Rows& rows, std::size_t column) {
  Tally tally{.rows = rows.size()};
  for (std::int64_t row = 0; row < tally.rows; ++row) {
    const std::string_view text = rows.cell(row, column);
    if (text.empty()) {
      ++tally.missing;
      continue;
    }
    ++tally.counts[text];
    if (!tally.are_numbers) continue;
    const std::optional<double> number = data::number_of(text);
    tally.are_numbers = number.has_value();
    tally.sum += number.value_or(0);
  }
  return tally;
}

/// The population's, in a second pass over the rows.
double deviation_of(const data::Rows& rows, std::size_t column, double mean, std::int64_t count) {
  double squares = 0;
  for (std::int64_t row = 0; row < rows.size(); ++row) {
    const std::string_view text = rows.cell(row, column);
    if (text.empty()) continue;
    const double distance = *data::number_of(text) - mean;
    squares += distance * distance;
  }
  return std::sqrt(squares / static_cast<double>(count));
}

std::vector<std::string> frequent_values(const Tally& tally) {
  std::vector<std::pair<std::string_view, std::int64_t>> all(tally.counts.begin(),
                                                             tally.counts.end());
  std::ranges::stable_sort(all, std::ranges::greater{}, &decltype(all)::value_type::second);
  if (all.size() > kMostValues) all.resize(kMostValues);
  std::vector<std::string> values;
  for (const auto& [text, count] : all) values.emplace_back(text);
  return values;
}

RowColumn fitted(const data::Rows& train, std::size_t at, bool is_category) {
  const Tally tally = tally_of(train, at);
  RowColumn column{.name = train.columns()[at], .missing = tally.missing > 0};
  const std::int64_t known = tally.rows - tally.missing;
  column.type = tally.are_numbers && known > 0 && !is_category ? "number" : "category";
  if (!column.is_number()) {
    column.values = frequent_values(tally);
    return column;
  }
  column.mean = tally.sum / static_cast<double>(known);
  column.std = deviation_of(train, at, column.mean, known);
  // What rounding leaves of equal numbers is no difference.
  if (column.std <= 1e-12 * std::abs(column.mean)) column.std = 0;
  return column;
}

/// @throws Error kInvalidRecipe if a column is not there
void require_columns(const data::Rows& rows, const std::vector<std::string>& names,
                     const char* key) {
  for (const std::string& name : names) {
    if (data::find_column(rows, name)) continue;
    throw failure_with_hint(ErrorCode::kInvalidRecipe, base::did_you_mean(name, rows.columns()),
                            "task.{}: there is no column '{}' among {}", key, name,
                            base::join(rows.columns()));
  }
}

bool has(const std::vector<std::string>& names, const std::string& name) {
  return std::ranges::find(names, name) != names.end();
}

}  // namespace

std::int64_t RowColumn::width() const {
  const std::int64_t told = missing ? 1 : 0;
  if (is_number()) return std == 0 ? told : 1 + told;
  const std::int64_t count = std::ssize(values) + told;
  return count > 1 ? count : 0;
}

void describe(Fields& fields, RowColumn& column) {
  fields("name", column.name, "name of the column").required();
  fields("type", column.type, "what its values are").choices({"number", "category"}).required();
  fields("mean", column.mean, "mean of the training rows");
  fields("std", column.std, "their standard deviation; 0: they are all the same")
      .range(at_least(0));
  fields("values", column.values, "values of a category, the most frequent first");
  fields("missing", column.missing, "whether training rows had no value");
}

std::vector<RowColumn> fitted_columns(const data::Rows& train, const ColumnChoice& choice) {
  require_columns(train, choice.ignored, "ignore");
  require_columns(train, choice.categories, "categories");
  std::vector<RowColumn> columns;
  for (std::size_t at = 0; at < train.columns().size(); ++at) {
    const std::string& name = train.columns()[at];
    if (at == train.target() || has(choice.ignored, name)) continue;
    columns.push_back(fitted(train, at, has(choice.categories, name)));
  }
  if (width_of(columns) > 0) return columns;
  fail(ErrorCode::kInvalidData, "no column of the {} training rows differs from row to row",
       train.size());
}

std::optional<float> code_of(const RowColumn& column, const Cell& cell) {
  if (cell.is_missing()) return std::numeric_limits<float>::quiet_NaN();
  if (column.is_number()) {
    const auto number = cell.number ? cell.number : data::number_of(cell.text);
    if (!number) return std::nullopt;
    return column.std > 0 ? static_cast<float>((*number - column.mean) / column.std) : 0.0f;
  }
  const auto found = cell.number ? std::ranges::find(column.values, base::shortest(*cell.number))
                                 : std::ranges::find(column.values, cell.text);
  return found == column.values.end() ? -1.0f : static_cast<float>(found - column.values.begin());
}

void refuse_cell(const RowColumn& column, const Cell& cell, std::string_view origin) {
  fail(ErrorCode::kInvalidData, "{}: '{}' is not a number, which column '{}' was in training",
       origin, base::abridged(cell.text), column.name);
}

void write_inputs(const RowColumn& column, float code, float* inputs) {
  const std::int64_t width = column.width();
  if (width == 0) return;
  std::fill_n(inputs, width, 0.0f);
  if (std::isnan(code)) {
    if (column.missing) inputs[width - 1] = 1;
  } else if (!column.is_number()) {
    if (code >= 0) inputs[static_cast<std::int64_t>(code)] = 1;
  } else if (column.std > 0) {
    inputs[0] = code;
  }
}

std::int64_t width_of(const std::vector<RowColumn>& columns) {
  std::int64_t width = 0;
  for (const RowColumn& column : columns) width += column.width();
  return width;
}

}  // namespace maas::encoders
