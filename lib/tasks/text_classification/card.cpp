#include "tasks/text_classification/card.h"

#include "tasks/classification_options.h"

namespace maas::tasks {

void describe(Fields& fields, TextClassificationOptions& options) {
  fields("vocabulary", options.vocabulary,
         "words that are told apart at the most, the most frequent of the training texts")
      .range(between(1, 1 << 24));
  fields("min_count", options.min_count, "words that are rarer in the training texts are unknown")
      .range(at_least(1));
  fields("lowercase", options.lowercase, "take capitals for small letters");
  fields("max_words", options.max_words, "words of a text that are read; later ones are left out")
      .range(between(1, 1 << 20));
}

Card text_classification_card() {
  return {.name = "text-classification",
          .summary = "one label per text; cross entropy, accuracy, AUC, F1, confusion matrix",
          .options = AnyOptions::of<TextClassificationOptions>(),
          .kinds = {kind::kText},
          .metrics = classification_metrics(/*has_auc=*/true)};
}

}  // namespace maas::tasks
