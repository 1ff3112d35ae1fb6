#pragma once

#include "maas/catalog.h"
#include "tasks/table_options.h"

namespace maas::tasks {

struct ToyRowClassesOptions : TableOptions {};

void describe(Fields& fields, ToyRowClassesOptions& options);

Card toy_row_classes_card();

}  // namespace maas::tasks
