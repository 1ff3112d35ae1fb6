#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "formats/csv/csv.h"

namespace maas::data {

/// Walks over the records of a table and counts lines; lines without a character are passed over.
class RecordWalk {
 public:
  /// @param origin  names the text in messages
  RecordWalk(std::string_view text, char delimiter, const std::string& origin)
      : rest_(text), delimiter_(delimiter), origin_(origin) {}

  /// Goes to the next record.
  /// @return false if there is none
  /// @throws Error kInvalidData if its quotes are never closed
  bool next();

  const formats::CsvRecord& record() const { return record_; }
  /// The record as it stands, with its line end.
  std::string_view bytes() const { return bytes_; }
  /// The record's first line, from 1.
  std::uint32_t line() const { return line_; }

 private:
  std::string_view rest_;
  char delimiter_;
  const std::string& origin_;
  formats::CsvRecord record_;
  std::string_view bytes_;
  std::uint32_t line_ = 0;
  std::uint32_t next_line_ = 1;
};

/// Whether a field of a record stands in quotes.
/// @param bytes  of the record
bool is_quoted(std::string_view field, std::string_view bytes);

/// Returns a field without spaces and tabs around it, quoted or not.
std::string_view trimmed(std::string_view field);

/// Returns the text of a field: trimmed, and in quotes with doubled ones made single.
std::string cell_of(std::string_view field, std::string_view bytes);

}  // namespace maas::data
