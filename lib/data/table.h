#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "data/digest.h"
#include "data/record_walk.h"
#include "data/rows.h"
#include "data/table_header.h"

namespace maas::data {

/// The records of a table: eight bytes for each cell beside the text.
class Table {
 public:
  static constexpr std::size_t kLongestCell = (std::size_t{1} << 24) - 1;

  /// @param text  must outlive the table
  /// @param origin  names the text in messages
  /// @param header_of  read_header, or that of tables that may begin with their records
  /// @throws Error kInvalidData if there is no header or no record, if columns are called alike or
  ///   not at all, or if a quote is never closed
  Table(std::string_view text, std::string origin, const TableFormat& format,
        HeaderOf header_of = read_header);

  const std::vector<std::string>& columns() const { return columns_; }
  std::int64_t rows() const { return static_cast<std::int64_t>(lines_.size()); }
  char delimiter() const { return delimiter_; }
  const std::string& origin() const { return origin_; }

  /// Returns a cell's text; empty: its value is missing, or the record is broken.
  std::string_view cell(std::int64_t row, std::size_t column) const;

  /// Returns the first line of a record, from 1.
  std::uint32_t line(std::int64_t row) const { return lines_[static_cast<std::size_t>(row)]; }

  /// Returns why records are broken, by their rows.
  const std::unordered_map<std::int64_t, std::string>& broken() const { return broken_; }

 private:
  void add(const RecordWalk& walk, const TableFormat& format);
  std::size_t first_cell(std::int64_t row) const {
    return cells_of_[static_cast<std::size_t>(row)];
  }
  /// Returns why the record is broken, or nothing.
  std::string problem_of(const formats::CsvRecord& record, std::string_view bytes) const;
  std::uint64_t place_of(std::string_view field, std::string_view bytes, const TableFormat& format);

  std::string_view text_;
  std::string origin_;
  char delimiter_;
  std::vector<std::string> columns_;
  std::vector<std::uint64_t>
      cells_;  ///< offset and length, 40 and 24 bits; behind the text: copies
  std::vector<std::size_t> cells_of_;  ///< of each record the first; a broken one has none
  std::vector<std::uint32_t> lines_;
  std::string copies_;  ///< values of the cells that stand otherwise in the text
  std::unordered_map<std::int64_t, std::string> broken_;
};

/// Returns the cells of a record in one text, which no other cells give.
std::string content_of_row(const Table& table, std::int64_t row,
                           const std::vector<std::size_t>& columns);

/// Returns the digest of some cells of a record.
Digest digest_of_row(const Table& table, std::int64_t row, const std::vector<std::size_t>& columns);

}  // namespace maas::data
