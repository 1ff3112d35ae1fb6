#include "base/strings.h"
#include "maas/error.h"
#include "text/tokenizer/models/model.h"

namespace maas::text {
namespace {

class WordLevel final : public Model {
 public:
  WordLevel(Vocabulary vocabulary, const Part& part)
      : Model(std::move(vocabulary)), unknown_(vocabulary_.find(part.text("unk_token"))) {}

  void cut(std::string_view word, std::vector<WordToken>& tokens) const override {
    std::optional<std::int32_t> id = vocabulary_.find(word);
    if (!id) id = unknown_;
    if (!id) {
      fail(ErrorCode::kInvalidData, "no token for the word '{}', and none for the unknown",
           base::abridged(word));
    }
    tokens.push_back({*id, 0, static_cast<std::uint32_t>(word.size())});
  }

 private:
  std::optional<std::int32_t> unknown_;
};

}  // namespace

std::unique_ptr<Model> make_word_level(const Part& part) {
  return std::make_unique<WordLevel>(read_vocabulary(part), part);
}

}  // namespace maas::text
