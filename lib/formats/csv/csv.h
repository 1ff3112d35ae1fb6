#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

/// Comma-separated values (RFC 4180) read in place: every byte can be given back as it was.
namespace maas::formats {

enum class CsvProblem {
  kNone,
  kOpenQuote,       ///< the bytes end within a quoted field
  kTextBehindQuote  ///< a quoted field goes on behind its closing quote
};

/// One record; the fields point into the bytes that were read.
struct CsvRecord {
  std::vector<std::string_view> fields;  ///< as they stand: without enclosing quotes, `""` doubled
  std::size_t length = 0;                ///< in bytes, with its line end
  bool has_line_end = false;             ///< LF or CR LF; false: the bytes end here
  CsvProblem problem = CsvProblem::kNone;
  std::size_t problem_at = 0;  ///< offset of the quote
};

/// Reads the record that `bytes` begin with. A quote within an unquoted field is a character.
void read_csv_record(std::string_view bytes, char delimiter, CsvRecord& record);

/// Returns the length of the records in `bytes` that end with a line end; 0: there is none.
std::size_t whole_csv_records(std::string_view bytes, char delimiter);

/// Returns the most frequent of `,` `;` tab and `|` outside quotes in the first record; a comma if
/// there is none.
char csv_delimiter_of(std::string_view bytes);

/// Returns a field's value: doubled quotes become single ones.
std::string csv_value(std::string_view field);

inline constexpr std::string_view kUtf8ByteOrderMark = "\xEF\xBB\xBF";

}  // namespace maas::formats
