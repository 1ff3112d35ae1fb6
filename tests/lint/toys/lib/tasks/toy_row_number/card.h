#pragma once

#include "maas/catalog.h"
#include "tasks/table_options.h"

namespace maas::tasks {

struct ToyRowNumberOptions : TableOptions {};

void describe(Fields& fields, ToyRowNumberOptions& options);

Card toy_row_number_card();

}  // namespace maas::tasks
