#include "data/rows.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

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
  const TableFormat& format() const override { return whole().format(); }
  std::optional<std::size_t> target() const override { return whole().target(); }
};

/// The first names, and how many more there are.
std::string names_text(const std::vector<std::string>& columns) {
  constexpr std::size_t kMostNamed = 20;
  if (columns.size() <= kMostNamed) return base::join(columns);
  return fmt::format("{} and {} more", base::join({columns.begin(), columns.begin() + kMostNamed}),
                     columns.size() - kMostNamed);
}

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

std::size_t require_column(const std::vector<std::string>& columns, const std::string& name,
                           ErrorCode code, std::string_view whose) {
  const auto found = std::ranges::find(columns, name);
  if (found != columns.end()) return static_cast<std::size_t>(found - columns.begin());
  throw failure_with_hint(code, base::did_you_mean(name, columns),
                          "{} has no column '{}', it has {}", whose, name, names_text(columns));
}

std::optional<double> number_of(std::string_view text) {
  double value = 0;
  if (!base::parse_number(text, value) || !std::isfinite(value)) return std::nullopt;
  return value;
}

}  // namespace maas::data
