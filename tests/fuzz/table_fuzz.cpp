#include "data/csv/table.h"

#include "data/csv/target.h"
#include "data/text_file.h"
#include "fuzz/support.h"
#include "maas/error.h"

using namespace maas;

/// Whatever the text, it is a table or an error of ours; every cell of a table may be asked for.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view text = fuzz::text_of(bytes, size);
  try {
    data::check_encoding(text, "fuzz");
    const data::Table table(text, "fuzz", {.delimiter = 0, .missing = {"?", "NA"}});
    fuzz::require(table.rows() > 0 && table.columns().size() > 1);
    std::uint32_t line = 1;
    for (std::int64_t row = 0; row < table.rows(); ++row) {
      fuzz::require(table.line(row) > line);
      line = table.line(row);
      for (std::size_t i = 0; i < table.columns().size(); ++i) {
        const std::string_view cell = table.cell(row, i);
        fuzz::require(cell != "?" && (cell.empty() || !table.broken().contains(row)));
      }
    }
    const data::TargetLabels labels = data::labels_of(table, table.columns().size() - 1);
    for (const std::int32_t label : labels.labels) {
      fuzz::require(label < static_cast<std::int32_t>(labels.classes.size()));
    }
  } catch (const Error& error) {
    fuzz::require(error.code() == ErrorCode::kInvalidData);
  }
  return 0;
}
