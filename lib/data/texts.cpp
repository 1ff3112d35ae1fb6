#include "data/texts.h"

#include <fmt/format.h>

#include "base/strings.h"
#include "base/utf8.h"
#include "maas/catalog.h"

namespace maas::data {
namespace {

class SomeTexts final : public SubsetOf<Texts> {
 public:
  using SubsetOf::SubsetOf;

  std::string_view kind() const override { return whole().kind(); }
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

std::string problem_of_text(std::string_view text) {
  if (base::trim(text).empty()) return "the text is empty";
  const std::size_t invalid = base::find_invalid_utf8(text);
  if (invalid == text.npos) return "";
  return fmt::format("byte {} of the text is {}", invalid,
                     text[invalid] == '\0' ? "NUL" : "no UTF-8");
}

}  // namespace maas::data
