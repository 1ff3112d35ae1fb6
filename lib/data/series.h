#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "data/dataset.h"
#include "data/rows.h"

namespace maas::data {

/// Steps of a table whose records stand in the order of time. A set may be some of them; the values
/// of all can be asked for, so that what came before a set is known as its history.
class Series : public Dataset {
 public:
  std::string_view kind() const override;
  std::shared_ptr<const Dataset> chosen(std::shared_ptr<const Dataset> self,
                                        std::vector<std::int64_t> indices,
                                        Identity identity) const override;

  /// Names of the columns of numbers, without that of the times.
  virtual const std::vector<std::string>& columns() const = 0;

  /// The column that is to be told ahead, an index into `columns()`.
  virtual std::size_t target() const = 0;

  /// Name of the column that tells when a step was; empty: there is none.
  virtual const std::string& times() const = 0;

  /// How many steps the table has.
  virtual std::int64_t positions() const = 0;

  /// Returns the place of a step of the set among the steps of the table.
  virtual std::int64_t position(std::int64_t step) const = 0;

  /// Returns a value of the table; NaN: it is missing, or broken.
  virtual double value(std::int64_t position, std::size_t column) const = 0;

  /// How the file was read; its delimiter is known.
  virtual const TableFormat& format() const = 0;
};

}  // namespace maas::data
