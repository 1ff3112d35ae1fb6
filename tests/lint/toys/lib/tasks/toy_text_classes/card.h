#pragma once

#include "maas/catalog.h"

namespace maas::tasks {

struct ToyTextClassesOptions {};

void describe(Fields& fields, ToyTextClassesOptions& options);

Card toy_text_classes_card();

}  // namespace maas::tasks
