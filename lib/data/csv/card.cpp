#include "data/csv/card.h"

namespace maas::data {

void describe(Fields& fields, CsvOptions& options) {
  fields("path", options.path, "table, or folder with train.csv, valid.csv and test.csv")
      .metavar("FILE")
      .required();
  fields("delimiter", options.delimiter,
         "character between two fields; without it, the most frequent of , ; tab and | in the "
         "header");
  fields("missing", options.missing, "texts that stand for a missing value");
}

Card csv_card() {
  return {.name = "csv",
          .summary = "tables of comma- or tab-separated values whose first line names the columns",
          .options = AnyOptions::of<CsvOptions>(),
          .kinds = {kind::kRow}};
}

}  // namespace maas::data
