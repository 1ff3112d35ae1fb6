#pragma once

#include "maas/catalog.h"

namespace maas::tasks {

struct GraphClassificationOptions {};

void describe(Fields& fields, GraphClassificationOptions& options);

Card graph_classification_card();

}  // namespace maas::tasks
