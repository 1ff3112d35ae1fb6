#include "tasks/text_classification/text_classification.h"

#include "encoders/text/encoder.h"
#include "tasks/classification.h"

namespace maas::tasks {

std::unique_ptr<Task> make_text_classification(const Basis& basis,
                                               const TextClassificationOptions& options) {
  const encoders::TextChoice choice{
      .vocabulary = {.most = static_cast<std::size_t>(options.vocabulary),
                     .least_often = options.min_count,
                     .lowercase = options.lowercase},
      .most_words = options.max_words};
  return std::make_unique<Classification>(std::make_unique<encoders::TextEncoder>(basis, choice),
                                          basis, text_classification_card().metrics);
}

}  // namespace maas::tasks
