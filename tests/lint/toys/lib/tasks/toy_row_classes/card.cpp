#include "tasks/toy_row_classes/card.h"

#include "tasks/classification_options.h"

namespace maas::tasks {

void describe(Fields& fields, ToyRowClassesOptions& options) {
  describe_table(fields, options, "column that holds the class");
}

Card toy_row_classes_card() {
  return {.name = "toy-row-classes",
          .summary = "one label per row",
          .options = AnyOptions::of<ToyRowClassesOptions>(),
          .kinds = {kind::kRow},
          .metrics = classification_metrics(/*has_auc=*/false)};
}

}  // namespace maas::tasks
