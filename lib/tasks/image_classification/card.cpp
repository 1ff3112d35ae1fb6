#include "tasks/image_classification/card.h"

#include "tasks/classification_options.h"

namespace maas::tasks {

void describe(Fields&, ImageClassificationOptions&) {}

Card image_classification_card() {
  return {.name = "image-classification",
          .summary = "one label per picture; cross entropy, accuracy, F1, confusion matrix",
          .options = AnyOptions::of<ImageClassificationOptions>(),
          .kinds = {kind::kImage},
          .metrics = classification_metrics(/*has_auc=*/false)};
}

}  // namespace maas::tasks
