#include "data/table.h"

#include <cmath>

#include "data/csv/target.h"
#include "data/step_table.h"
#include "data/text_file.h"
#include "fuzz/support.h"
#include "maas/error.h"

using namespace maas;

namespace {

/// The same text as steps in time: each is whole, or says why it is not.
void read_as_steps(std::string_view text) {
  const data::Table table(text, "fuzz", {.delimiter = 0, .missing = {"?", "NA"}},
                          data::read_header_if_any);
  const data::StepColumns columns = data::step_columns(table, {});
  fuzz::require(columns.numbers.size() <= table.columns().size());
  for (const std::size_t column : columns.numbers) {
    const std::vector<double> numbers = data::numbers_of(table, column);
    for (std::int64_t row = 0; row < table.rows(); ++row) {
      const bool is_known = std::isfinite(numbers[static_cast<std::size_t>(row)]);
      fuzz::require(is_known == data::problem_of_step(table, row, {column}).empty());
      data::digest_of_step(table, row, columns);
    }
  }
}

}  // namespace

/// Whatever the text, it is a table or an error of ours; every cell of a table may be asked for.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view text = fuzz::text_of(bytes, size);
  try {
    data::check_encoding(text, "fuzz");
    const data::Table table(text, "fuzz", {.delimiter = 0, .missing = {"?", "NA"}});
    fuzz::require(table.rows() > 0 && !table.columns().empty());
    std::uint32_t line = 1;
    for (std::int64_t row = 0; row < table.rows(); ++row) {
      fuzz::require(table.line(row) > line);
      line = table.line(row);
      for (std::size_t i = 0; i < table.columns().size(); ++i) {
        const std::string_view cell = table.cell(row, i);
        fuzz::require(cell != "?" && (cell.empty() || !table.broken().contains(row)));
      }
    }
    read_as_steps(text);
    const data::TargetLabels labels = data::labels_of(table, table.columns().size() - 1);
    for (const std::int32_t label : labels.labels) {
      fuzz::require(label < static_cast<std::int32_t>(labels.classes.size()));
    }
  } catch (const Error& error) {
    fuzz::require(error.code() == ErrorCode::kInvalidData);
  }
  return 0;
}
