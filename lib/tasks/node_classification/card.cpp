#include "tasks/node_classification/card.h"

#include "tasks/classification_options.h"

namespace maas::tasks {

void describe(Fields&, NodeClassificationOptions&) {}

Card node_classification_card() {
  return {.name = "node-classification",
          .summary =
              "one label per node of a graph; cross entropy, accuracy, AUC, F1, confusion matrix",
          .options = AnyOptions::of<NodeClassificationOptions>(),
          .kinds = {kind::kGraph},
          .metrics = classification_metrics(/*has_auc=*/true)};
}

}  // namespace maas::tasks
