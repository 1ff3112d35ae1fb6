#include "tasks/tabular_classification/card.h"

namespace maas::tasks {

void describe(Fields& fields, TabularClassificationOptions& options) {
  fields("target", options.target, "column that holds the class").metavar("COLUMN").required();
  fields("ignore", options.ignore, "columns that are not learned from");
  fields("categories", options.categories, "columns of numbers that only name something");
}

Card tabular_classification_card() {
  return {.name = "tabular-classification",
          .summary = "one label per row; cross entropy, accuracy, AUC, F1, confusion matrix",
          .options = AnyOptions::of<TabularClassificationOptions>(),
          .kinds = {kind::kRow},
          .metrics = {{.name = "acc", .is_shown = true},
                      {.name = "auc", .is_shown = true},
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
