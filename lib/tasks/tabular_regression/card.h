#pragma once

#include "maas/catalog.h"
#include "tasks/table_options.h"

namespace maas::tasks {

struct TabularRegressionOptions : TableOptions {};

void describe(Fields& fields, TabularRegressionOptions& options);

Card tabular_regression_card();

}  // namespace maas::tasks
