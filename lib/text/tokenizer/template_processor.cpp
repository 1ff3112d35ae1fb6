#include <algorithm>

#include "base/strings.h"
#include "text/tokenizer/post_processor.h"

namespace maas::text {
namespace {

using Json = nlohmann::json;

/// Returns the ids that a name in a template stands for.
std::vector<std::int32_t> ids_of(const Part& part, const std::string& name) {
  const Json& tokens = part.at("special_tokens");
  if (!tokens.is_object() || !tokens.contains(name)) {
    part.refuse("the template's '{}' is not among the special_tokens", base::abridged(name));
  }
  std::vector<std::int32_t> ids;
  const Part token(tokens[name], part.place() + ".special_tokens");
  for (const Json& item : token.at("ids")) {
    const std::optional<std::int32_t> id = id_of(item);
    if (!id) token.refuse("an id is none");
    ids.push_back(*id);
  }
  return ids;
}

/// Puts the tokens of a template before and behind the text.
class Template final : public PostProcessor {
 public:
  explicit Template(const Part& part) {
    bool has_text = false;
    for (const Part& piece : part.children("single")) {
      if (piece.has("SpecialToken")) {
        auto& ids = has_text ? behind_ : before_;
        const auto added = ids_of(part, piece.child("SpecialToken").text("id"));
        ids.insert(ids.end(), added.begin(), added.end());
      } else if (piece.child("Sequence").text("id") != "A" || std::exchange(has_text, true)) {
        piece.refuse("a template for one text takes it once");
      }
    }
    if (!has_text) part.refuse("the template leaves out the text");
  }

  void apply(Draft& draft, bool special,
             const std::function<std::string_view(std::int32_t)>&) const override {
    if (special) surround(draft, before_, behind_);
  }

  std::int32_t largest_id() const override {
    std::int32_t largest = -1;
    for (const auto* ids : {&before_, &behind_}) {
      for (const std::int32_t id : *ids) largest = std::max(largest, id);
    }
    return largest;
  }

 private:
  std::vector<std::int32_t> before_;
  std::vector<std::int32_t> behind_;
};

}  // namespace

std::unique_ptr<PostProcessor> make_template(const Part& part) {
  return std::make_unique<Template>(part);
}

}  // namespace maas::text
