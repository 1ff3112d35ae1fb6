#include "tasks/image_classification/card.h"

namespace maas::tasks {

void describe(Fields&, ImageClassificationOptions&) {}

Card image_classification_card() {
  return {.name = "image-classification",
          .summary = "one label per picture; cross entropy, accuracy, F1, confusion matrix",
          .options = AnyOptions::of<ImageClassificationOptions>(),
          .supports = {"loss", "acc", "top*", "precision.macro", "recall.macro", "f1.macro",
                       "precision[*]", "recall[*]", "f1[*]"}};
}

}  // namespace maas::tasks
