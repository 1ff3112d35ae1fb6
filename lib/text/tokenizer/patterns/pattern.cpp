#include "text/tokenizer/patterns/pattern.h"

#include "text/tokenizer/utf8.h"

namespace maas::text {
namespace {

class Literal final : public Pattern {
 public:
  explicit Literal(std::string text) : text_(std::move(text)) {}

  void find(std::string_view text, std::vector<Range>& matches) const override {
    if (text_.empty()) return find_borders(text, matches);
    for (std::size_t at = text.find(text_); at != std::string_view::npos;) {
      matches.push_back({at, at + text_.size()});
      at = text.find(text_, at + text_.size());
    }
  }

 private:
  static void find_borders(std::string_view text, std::vector<Range>& matches) {
    for (std::size_t at = 0; at < text.size(); at += length_of(text[at])) {
      matches.push_back({at, at});
    }
    matches.push_back({text.size(), text.size()});
  }

  std::string text_;
};

}  // namespace

std::unique_ptr<Pattern> literal_pattern(std::string text) {
  return std::make_unique<Literal>(std::move(text));
}

std::unique_ptr<Pattern> read_pattern(const Part& part) {
  const Part pattern = part.child("pattern");
  if (pattern.has("String")) return literal_pattern(pattern.text("String"));
  if (pattern.has("Regex")) return regex_pattern(pattern.text("Regex"), pattern);
  pattern.refuse("neither 'String' nor 'Regex' is there");
}

}  // namespace maas::text
