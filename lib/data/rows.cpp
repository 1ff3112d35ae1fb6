#include "data/rows.h"

#include <algorithm>
#include <cmath>

#include "base/strings.h"
#include "maas/catalog.h"

namespace maas::data {
namespace {

class SomeRows final : public SubsetOf<Rows> {
 public:
  using SubsetOf::SubsetOf;

  const std::vector<std::string>& columns() const override { return whole().columns(); }
  std::string_view cell(std::int64_t row, std::size_t column) const override {
    return whole().cell(at(row), column);
  }
  const std::vector<std::string>& missing_texts() const override { return whole().missing_texts(); }
  std::optional<std::size_t> target() const override { return whole().target(); }
};

}  // namespace

std::string_view Rows::kind() const {
  return kind::kRow;
}

std::shared_ptr<const Dataset> Rows::chosen(std::shared_ptr<const Dataset> self,
                                            std::vector<std::int64_t> indices,
                                            Identity identity) const {
  return std::make_shared<SomeRows>(std::move(self), std::move(indices), identity);
}

std::optional<std::size_t> find_column(const Rows& rows, std::string_view name) {
  const auto found = std::ranges::find(rows.columns(), name);
  if (found == rows.columns().end()) return std::nullopt;
  return static_cast<std::size_t>(found - rows.columns().begin());
}

std::optional<double> number_of(std::string_view text) {
  double value = 0;
  if (!base::parse_number(text, value) || !std::isfinite(value)) return std::nullopt;
  return value;
}

}  // namespace maas::data
