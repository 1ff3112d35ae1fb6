#pragma once

#include "data/table_options.h"
#include "maas/catalog.h"

namespace maas::data {

using SeriesOptions = TableOptions;

Card series_card();

}  // namespace maas::data
