#pragma once

#include "data/table_options.h"
#include "maas/catalog.h"

namespace maas::data {

using CsvOptions = TableOptions;

Card csv_card();

}  // namespace maas::data
