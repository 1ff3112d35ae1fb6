#include "tasks/graph_classification/card.h"

#include "tasks/classification_options.h"

namespace maas::tasks {

void describe(Fields&, GraphClassificationOptions&) {}

Card graph_classification_card() {
  return {.name = "graph-classification",
          .summary = "one label per graph; cross entropy, accuracy, AUC, F1, confusion matrix",
          .options = AnyOptions::of<GraphClassificationOptions>(),
          .kinds = {kind::kGraph},
          .metrics = classification_metrics(/*has_auc=*/true)};
}

}  // namespace maas::tasks
