#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "data/rows.h"
#include "maas/fields.h"

namespace maas::encoders {

/// What was learned of a column of the training rows.
struct RowColumn {
  std::string name;
  std::string type;                 ///< number or category
  double mean = 0;                  ///< of numbers
  double std = 0;                   ///< of numbers; 0: they are all the same
  std::vector<std::string> values;  ///< of a category, the most frequent first
  bool missing = false;             ///< whether rows had no value

  bool is_number() const { return type == "number"; }

  /// How many inputs of the network it becomes: a number one, a category one for each value, and
  /// one that tells of missing values where there were any; none if it is always the same.
  std::int64_t width() const;
};

void describe(Fields& fields, RowColumn& column);

/// Which columns are learned from, and how.
struct ColumnChoice {
  std::vector<std::string> ignored;
  std::vector<std::string> categories;  ///< though their values are numbers
};

/// The most values of a category that are told apart; rarer ones are as values never seen.
inline constexpr std::size_t kMostValues = 256;

/// Learns the columns of training rows, all but the target and those that are ignored.
/// @throws Error kInvalidRecipe if a chosen column is not there; kInvalidData if no column is left
///   that differs from row to row
std::vector<RowColumn> fitted_columns(const data::Rows& train, const ColumnChoice& choice);

/// What was learned of a table.
class RowForm {
 public:
  RowForm() = default;
  /// @throws Error kInvalidData if two columns have one name
  /// @param target  what is told from the columns; empty: it is not known
  RowForm(std::vector<RowColumn> columns, data::TableFormat format, std::string target = "");

  const std::vector<RowColumn>& columns() const { return columns_; }
  const data::TableFormat& format() const { return format_; }
  const std::string& target() const { return target_; }

  /// How many inputs of the network a row becomes.
  std::int64_t width() const { return width_; }

  /// Returns the place of a column among them.
  std::optional<std::size_t> find(const std::string& name) const;

  /// Whether a text stands for a missing value.
  bool is_missing(std::string_view text) const;

 private:
  std::vector<RowColumn> columns_;
  data::TableFormat format_;
  std::string target_;
  std::unordered_map<std::string, std::size_t> places_;
  std::int64_t width_ = 0;
};

/// A value of a row: a text, a number, or neither if it is missing.
struct Cell {
  std::string_view text{};
  std::optional<double> number{};

  bool is_missing() const { return text.empty() && !number; }
};

/// Returns a value in one number: a number in standard deviations from the mean, a category as the
/// index of its value, -1 for one never seen; NaN if it is missing.
/// @return nothing if a number is wanted and the text is none, or one too far from the others
std::optional<float> code_of(const RowColumn& column, const Cell& cell);

/// @param origin  the row, for the message
/// @throws Error kInvalidData of a value that has no code
[[noreturn]] void refuse_cell(const RowColumn& column, const Cell& cell, std::string_view origin);

/// Writes the network's inputs for a value's code: of a number itself, of a category as one-hot. A
/// missing number is as the mean, a value never seen is none of the values.
/// @param inputs  [column.width()]
void write_inputs(const RowColumn& column, float code, float* inputs);

std::int64_t width_of(const std::vector<RowColumn>& columns);

}  // namespace maas::encoders
