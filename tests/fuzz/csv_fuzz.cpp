#include "formats/csv/csv.h"

#include "fuzz/support.h"

using namespace maas;

/// All bytes belong to one record, and the fields lie within it.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::text_of(data, size);
  const char delimiter = formats::csv_delimiter_of(text);
  const std::size_t whole = formats::whole_csv_records(text, delimiter);
  fuzz::require(whole <= text.size() && (whole == 0 || text[whole - 1] == '\n'));
  formats::CsvRecord record;
  for (std::string_view rest = text; !rest.empty(); rest.remove_prefix(record.length)) {
    formats::read_csv_record(rest, delimiter, record);
    fuzz::require(record.length > 0 && record.length <= rest.size() && !record.fields.empty());
    fuzz::require(record.has_line_end || record.length == rest.size());
    for (const std::string_view field : record.fields) {
      fuzz::require(field.data() >= rest.data() &&
                    field.data() + field.size() <= rest.data() + record.length);
      formats::csv_value(field);
    }
  }
  return 0;
}
