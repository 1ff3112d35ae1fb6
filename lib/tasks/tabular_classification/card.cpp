#include "tasks/tabular_classification/card.h"

#include "tasks/classification_options.h"

namespace maas::tasks {

void describe(Fields& fields, TabularClassificationOptions& options) {
  describe_table(fields, options, "column that holds the class");
}

Card tabular_classification_card() {
  return {.name = "tabular-classification",
          .summary = "one label per row; cross entropy, accuracy, AUC, F1, confusion matrix",
          .options = AnyOptions::of<TabularClassificationOptions>(),
          .kinds = {kind::kRow},
          .metrics = classification_metrics(/*has_auc=*/true)};
}

}  // namespace maas::tasks
