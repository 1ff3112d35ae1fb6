#pragma once

#include "maas/catalog.h"
#include "tasks/table_options.h"

namespace maas::tasks {

struct TabularClassificationOptions : TableOptions {};

void describe(Fields& fields, TabularClassificationOptions& options);

Card tabular_classification_card();

}  // namespace maas::tasks
