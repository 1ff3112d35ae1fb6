#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "data/dataset.h"

namespace maas::data {

/// How a table's file is read.
struct TableFormat {
  char delimiter = 0;                ///< 0: the one that the header has most of
  std::vector<std::string> missing;  ///< texts that stand for a missing value
};

/// Records of a table, as text. Where a target column is known, its values are the labels.
class Rows : public Dataset {
 public:
  std::string_view kind() const override;
  std::shared_ptr<const Dataset> chosen(std::shared_ptr<const Dataset> self,
                                        std::vector<std::int64_t> indices,
                                        Identity identity) const override;

  /// Names of the columns, all different, in the order of the file.
  virtual const std::vector<std::string>& columns() const = 0;

  /// Returns the text of a cell without spaces around it; empty: the value is missing.
  /// @param column  index into `columns()`
  virtual std::string_view cell(std::int64_t row, std::size_t column) const = 0;

  /// How the file was read; its delimiter is known.
  virtual const TableFormat& format() const = 0;

  /// The column that is to be told from the others, or none.
  virtual std::optional<std::size_t> target() const = 0;
};

/// Returns the index of a column.
std::optional<std::size_t> find_column(const Rows& rows, std::string_view name);

/// Returns the index of a column that must be there.
/// @param whose  the table, for messages: "data.train"
/// @throws Error of that code, which names the columns, if there is none of the name
std::size_t require_column(const std::vector<std::string>& columns, const std::string& name,
                           ErrorCode code, std::string_view whose);

/// Returns the number that a text is, or none: neither an infinity nor NaN is one.
std::optional<double> number_of(std::string_view text);

}  // namespace maas::data
