#pragma once

#include "maas/catalog.h"

namespace maas::tasks {

struct ToyPictureClassesOptions {};

void describe(Fields& fields, ToyPictureClassesOptions& options);

Card toy_picture_classes_card();

}  // namespace maas::tasks
