#pragma once

#include "maas/catalog.h"

namespace maas::tasks {

struct ImageClassificationOptions {};

void describe(Fields& fields, ImageClassificationOptions& options);

Card image_classification_card();

}  // namespace maas::tasks
