#include "tasks/toy_row_classes/toy_row_classes.h"

#include "encoders/row/encoder.h"
#include "tasks/classification.h"

namespace maas::tasks {

std::unique_ptr<Task> make_toy_row_classes(const Basis& basis,
                                           const ToyRowClassesOptions& options) {
  const encoders::ColumnChoice choice{options.ignore, options.categories};
  return std::make_unique<Classification>(std::make_unique<encoders::RowEncoder>(basis, choice),
                                          basis, toy_row_classes_card().metrics);
}

}  // namespace maas::tasks
