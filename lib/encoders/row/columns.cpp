#include "encoders/row/columns.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <unordered_map>
#include <utility>

#include "base/frequency.h"
#include "base/moments.h"
#include "base/strings.h"
#include "data/number_columns.h"
#include "maas/error.h"

namespace maas::encoders {
namespace {

/// @pre every value is a number
base::Moments moments_of(const data::Rows& rows, std::size_t column) {
  return base::moments_of([&](const auto& add) {
    for (std::int64_t row = 0; row < rows.size(); ++row) {
      const std::string_view text = rows.cell(row, column);
      if (!text.empty()) add(*data::number_of(text));
    }
  });
}

/// Among equally frequent ones those that sort first.
std::vector<std::string> frequent_values(const data::Rows& rows, std::size_t column) {
  std::unordered_map<std::string_view, std::int64_t> counts;
  for (std::int64_t row = 0; row < rows.size(); ++row) {
    const std::string_view text = rows.cell(row, column);
    if (!text.empty()) ++counts[text];
  }
  const auto values = base::most_frequent(counts, kMostValues);
  return {values.begin(), values.end()};
}

RowColumn fitted(const data::Rows& train, std::size_t at, bool is_category) {
  const data::Tally tally = data::tally_of(train, at);
  if (!is_category) data::require_no_odd_text(train, at, tally);
  RowColumn column{.name = train.columns()[at], .missing = tally.known < train.size()};
  column.type = tally.are_numbers() && !is_category ? "number" : "category";
  if (!column.is_number()) {
    column.values = frequent_values(train, at);
    return column;
  }
  const base::Moments moments = moments_of(train, at);
  if (!moments.are_finite()) {
    fail(ErrorCode::kInvalidData, "the numbers of column '{}' are too large to be learned from",
         column.name);
  }
  column.mean = moments.mean;
  column.std = moments.std;
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

bool is_boolean(std::string_view text) {
  const std::string lowered = base::lowered(text);
  return lowered == "true" || lowered == "false";
}

/// Where a cell's value stands: numbers are compared as such, and booleans whatever their capitals,
/// which every program writes in its own way.
std::vector<std::string>::const_iterator place_of(const std::vector<std::string>& values,
                                                  const Cell& cell) {
  if (cell.number) {
    return std::ranges::find_if(
        values, [&](const std::string& value) { return data::number_of(value) == cell.number; });
  }
  const auto found = std::ranges::find(values, cell.text);
  if (found != values.end() || !is_boolean(cell.text)) return found;
  return std::ranges::find(values, base::lowered(cell.text),
                           [](const std::string& value) { return base::lowered(value); });
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
    if (column.std == 0) return 0.0f;
    const auto code = static_cast<float>((*number - column.mean) / column.std);
    return std::isfinite(code) ? std::optional(code) : std::nullopt;
  }
  const auto found = place_of(column.values, cell);
  return found == column.values.end() ? -1.0f : static_cast<float>(found - column.values.begin());
}

void refuse_cell(const RowColumn& column, const Cell& cell, std::string_view origin) {
  if (const auto number = cell.number ? cell.number : data::number_of(cell.text)) {
    fail(ErrorCode::kInvalidData,
         "{}: {} is too far from what column '{}' was in training, {} +- {}", origin, *number,
         column.name, column.mean, column.std);
  }
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

RowForm::RowForm(std::vector<RowColumn> columns, data::TableFormat format, std::string target)
    : columns_(std::move(columns)),
      format_(std::move(format)),
      target_(std::move(target)),
      width_(width_of(columns_)) {
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    if (places_.emplace(columns_[i].name, i).second) continue;
    fail(ErrorCode::kInvalidData, "there are two columns '{}'", columns_[i].name);
  }
}

std::optional<std::size_t> RowForm::find(const std::string& name) const {
  const auto found = places_.find(name);
  return found == places_.end() ? std::nullopt : std::optional(found->second);
}

bool RowForm::is_missing(std::string_view text) const {
  return text.empty() || std::ranges::find(format_.missing, text) != format_.missing.end();
}

std::int64_t width_of(const std::vector<RowColumn>& columns) {
  std::int64_t width = 0;
  for (const RowColumn& column : columns) width += column.width();
  return width;
}

}  // namespace maas::encoders
