#include "tasks/image_classification/card.h"

namespace maas::tasks {

void describe(Fields&, ImageClassificationOptions&) {}

Card image_classification_card() {
  return {.name = "image-classification",
          .summary = "one label per picture; cross entropy, accuracy, F1, confusion matrix",
          .options = AnyOptions::of<ImageClassificationOptions>(),
          .kinds = {kind::kImage},
          .metrics = {{.name = "acc", .is_shown = true},
                      {.name = "loss", .larger_is_better = false, .is_shown = true},
                      {.name = "f1.macro"},
                      {.name = "precision.macro"},
                      {.name = "recall.macro"},
                      {.name = "top*"},
                      {.name = "precision[*]"},
                      {.name = "recall[*]"},
                      {.name = "f1[*]"}}};
}

}  // namespace maas::tasks
