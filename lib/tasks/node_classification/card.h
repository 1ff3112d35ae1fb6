#pragma once

#include "maas/catalog.h"

namespace maas::tasks {

struct NodeClassificationOptions {};

void describe(Fields& fields, NodeClassificationOptions& options);

Card node_classification_card();

}  // namespace maas::tasks
