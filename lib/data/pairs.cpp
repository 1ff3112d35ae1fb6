#include "data/pairs.h"

#include "maas/catalog.h"

namespace maas::data {
namespace {

class SomePairs final : public SubsetOf<Pairs> {
 public:
  using SubsetOf::SubsetOf;

  std::string_view user(std::int64_t index) const override { return whole().user(at(index)); }
  std::string_view item(std::int64_t index) const override { return whole().item(at(index)); }
  double rating(std::int64_t index) const override { return whole().rating(at(index)); }
  bool has_ratings() const override { return whole().has_ratings(); }
  const RatingForm& form() const override { return whole().form(); }
};

}  // namespace

std::string_view Pairs::kind() const {
  return kind::kPairs;
}

std::shared_ptr<const Dataset> Pairs::chosen(std::shared_ptr<const Dataset> self,
                                             std::vector<std::int64_t> indices,
                                             Identity identity) const {
  return std::make_shared<SomePairs>(std::move(self), std::move(indices), identity);
}

}  // namespace maas::data
