#include "data/texts.h"

#include "maas/catalog.h"

namespace maas::data {
namespace {

class SomeTexts final : public SubsetOf<Texts> {
 public:
  using SubsetOf::SubsetOf;

  std::string text(std::int64_t index) const override { return whole().text(at(index)); }
};

}  // namespace

std::string_view Texts::kind() const {
  return kind::kText;
}

void Texts::verify(std::int64_t index) const {
  text(index);
}

std::shared_ptr<const Dataset> Texts::chosen(std::shared_ptr<const Dataset> self,
                                             std::vector<std::int64_t> indices,
                                             Identity identity) const {
  return std::make_shared<SomeTexts>(std::move(self), std::move(indices), identity);
}

}  // namespace maas::data
