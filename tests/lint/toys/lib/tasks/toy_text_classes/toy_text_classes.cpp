#include "tasks/toy_text_classes/toy_text_classes.h"

#include "encoders/text/encoder.h"
#include "tasks/classification.h"

namespace maas::tasks {

std::unique_ptr<Task> make_toy_text_classes(const Basis& basis, const ToyTextClassesOptions&) {
  const encoders::TextChoice choice{.vocabulary = {.most = 100, .least_often = 1}};
  return std::make_unique<Classification>(std::make_unique<encoders::TextEncoder>(basis, choice),
                                          basis, toy_text_classes_card().metrics);
}

}  // namespace maas::tasks
