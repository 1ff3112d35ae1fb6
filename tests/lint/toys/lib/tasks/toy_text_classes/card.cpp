#include "tasks/toy_text_classes/card.h"

#include "tasks/classification_options.h"

namespace maas::tasks {

void describe(Fields&, ToyTextClassesOptions&) {}

Card toy_text_classes_card() {
  return {.name = "toy-text-classes",
          .summary = "one label per text",
          .options = AnyOptions::of<ToyTextClassesOptions>(),
          .kinds = {kind::kText},
          .metrics = classification_metrics(/*has_auc=*/false)};
}

}  // namespace maas::tasks
