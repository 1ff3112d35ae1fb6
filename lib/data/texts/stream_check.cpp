#include "data/texts/stream_check.h"

#include <algorithm>

#include "data/task_option.h"
#include "data/texts.h"
#include "data/texts/check.h"
#include "data/texts/lengths.h"

namespace maas::data {
namespace {

class TokenCheck final : public SplitCheck {
 public:
  explicit TokenCheck(const Recipe& recipe)
      : texts_(make_text_check(recipe)),
        context_(task_option<std::int64_t>(recipe, "context", 0)) {}

  std::vector<BrokenSample> read(const Dataset& samples, SplitSummary& summary,
                                 Progress& progress) override {
    return texts_->read(samples, summary, progress);
  }

  std::vector<Finding> findings(const std::string& key, const Dataset& samples) override {
    return texts_->findings(key, samples);
  }

  /// Windows of the stream, which overlap by a character.
  std::optional<std::int64_t> trained_on(const Dataset& train) const override {
    if (context_ == 0) return std::nullopt;
    const auto& texts = as<Texts>(train);
    std::int64_t characters = (texts.size() - 1) * std::ssize(kBetweenTexts);
    for (std::int64_t i = 0; i < texts.size(); ++i) characters += characters_of(texts.text(i));
    return std::max<std::int64_t>(0, characters - 1) / context_;
  }

 private:
  std::unique_ptr<SplitCheck> texts_;
  std::int64_t context_;
};

}  // namespace

std::unique_ptr<SplitCheck> make_token_check(const Recipe& recipe) {
  return std::make_unique<TokenCheck>(recipe);
}

}  // namespace maas::data
