#include "tasks/tabular_regression/tabular_regression.h"

#include "encoders/row/encoder.h"
#include "encoders/row/part.h"
#include "maas/error.h"
#include "tasks/regression.h"

namespace maas::tasks {
namespace {

constexpr const char* kValue = "value";

Target fitted(const data::Rows& rows) {
  if (!rows.target()) fail(ErrorCode::kInvalidRecipe, "task.target: the rows have no target");
  return fitted_target(
      rows.columns()[*rows.target()], rows.size(),
      [&](std::int64_t row) { return encoders::target_of(rows, row); }, "task.target");
}

/// A model that is trained further keeps its unit, unless it is to tell another column.
Target target_of(const Basis& basis) {
  if (basis.model == nullptr) return fitted(data::as<data::Rows>(*basis.train));
  Target published = published_target(*basis.model);
  if (basis.train == nullptr) return published;
  const auto& rows = data::as<data::Rows>(*basis.train);
  const bool is_same = rows.target() && rows.columns()[*rows.target()] == published.name;
  return is_same ? published : fitted(rows);
}

class TabularRegression final : public Regression {
 public:
  TabularRegression(const Basis& basis, const TabularRegressionOptions& options)
      : Regression(target_of(basis), tabular_regression_card().metrics, kValue),
        encoder_(basis, {options.ignore, options.categories}) {}

  const encoders::Encoder& encoder() const override { return encoder_; }

 private:
  std::shared_ptr<const feed::Part> target_part(const data::Dataset& set) const override {
    return encoders::target_part(set, target().mean, target().std);
  }

  encoders::RowEncoder encoder_;
};

}  // namespace

std::unique_ptr<Task> make_tabular_regression(const Basis& basis,
                                              const TabularRegressionOptions& options) {
  return std::make_unique<TabularRegression>(basis, options);
}

}  // namespace maas::tasks
