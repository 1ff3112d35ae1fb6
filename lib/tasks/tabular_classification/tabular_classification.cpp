#include "tasks/tabular_classification/tabular_classification.h"

#include "data/rows.h"
#include "encoders/row/encoder.h"
#include "maas/error.h"
#include "tasks/classification.h"

namespace maas::tasks {
namespace {

/// @throws Error kInvalidRecipe if the target is a quantity
void require_classes(const data::Rows& rows) {
  if (!rows.classes().empty() || !rows.target()) return;
  throw failure_with_hint(ErrorCode::kInvalidRecipe, "tabular-regression takes numbers",
                          "task.target: the values of '{}' are too many to be classes",
                          rows.columns()[*rows.target()]);
}

}  // namespace

std::unique_ptr<Task> make_tabular_classification(const Basis& basis,
                                                  const TabularClassificationOptions& options) {
  if (basis.model == nullptr) require_classes(data::as<data::Rows>(*basis.train));
  const encoders::ColumnChoice choice{options.ignore, options.categories};
  return std::make_unique<Classification>(std::make_unique<encoders::RowEncoder>(basis, choice),
                                          basis, tabular_classification_card().metrics);
}

}  // namespace maas::tasks
