#include "tasks/toy_picture_classes/card.h"

#include "tasks/classification_options.h"

namespace maas::tasks {

void describe(Fields&, ToyPictureClassesOptions&) {}

Card toy_picture_classes_card() {
  return {.name = "toy-picture-classes",
          .summary = "one label per picture",
          .options = AnyOptions::of<ToyPictureClassesOptions>(),
          .kinds = {kind::kImage},
          .metrics = classification_metrics(/*has_auc=*/false)};
}

}  // namespace maas::tasks
