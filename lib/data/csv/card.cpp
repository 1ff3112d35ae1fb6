#include "data/csv/card.h"

namespace maas::data {

Card csv_card() {
  return {.name = "csv",
          .summary = "tables of comma- or tab-separated values whose first line names the columns",
          .options = AnyOptions::of<CsvOptions>(),
          .kinds = {kind::kRow}};
}

}  // namespace maas::data
