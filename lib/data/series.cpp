#include "data/series.h"

#include "maas/catalog.h"

namespace maas::data {
namespace {

class SomeSteps final : public SubsetOf<Series> {
 public:
  using SubsetOf::SubsetOf;

  const std::vector<std::string>& columns() const override { return whole().columns(); }
  std::size_t target() const override { return whole().target(); }
  const std::string& times() const override { return whole().times(); }
  std::int64_t positions() const override { return whole().positions(); }
  std::int64_t position(std::int64_t step) const override { return whole().position(at(step)); }
  double value(std::int64_t position, std::size_t column) const override {
    return whole().value(position, column);
  }
  const TableFormat& format() const override { return whole().format(); }
};

}  // namespace

std::string_view Series::kind() const {
  return kind::kSeries;
}

std::shared_ptr<const Dataset> Series::chosen(std::shared_ptr<const Dataset> self,
                                              std::vector<std::int64_t> indices,
                                              Identity identity) const {
  return std::make_shared<SomeSteps>(std::move(self), std::move(indices), identity);
}

}  // namespace maas::data
