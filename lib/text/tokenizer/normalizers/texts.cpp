#include "base/strings.h"
#include "maas/error.h"
#include "text/tokenizer/characters.h"
#include "text/tokenizer/normalizers/normalizer.h"
#include "text/tokenizer/patterns/pattern.h"
#include "text/tokenizer/utf8.h"

namespace maas::text {
namespace {

class Prepend final : public Normalizer {
 public:
  explicit Prepend(const Part& part) : front_(part.text("prepend")) {
    constexpr std::size_t kLongest = 256;  // it is put before each stretch between added tokens
    if (front_.size() > kLongest) {
      part.refuse("'prepend' is of {} bytes, limit {}", front_.size(), kLongest);
    }
  }
  void apply(AlignedText& text) const override { text.prepend(front_); }

 private:
  std::string front_;
};

class Replace final : public Normalizer {
 public:
  explicit Replace(const Part& part)
      : pattern_(read_pattern(part)), content_(part.text("content")) {}

  void apply(AlignedText& text) const override {
    std::vector<Range> matches;
    pattern_->find(text.text, matches);
    if (matches.empty()) return;
    if (matches.size() * content_.size() > (std::size_t{1} << 20) + 64 * text.text.size()) {
      fail(ErrorCode::kInvalidData, "{} replacements by {} bytes in a text of {} bytes",
           matches.size(), content_.size(), text.text.size());
    }
    Rewriter writer(text);
    for (const Range& match : matches) {
      writer.keep(match.from - writer.at());
      writer.drop(match.size());
      writer.insert(content_);
    }
    writer.keep(text.text.size() - writer.at());
    text = writer.take();
  }

 private:
  std::unique_ptr<Pattern> pattern_;
  std::string content_;
};

class Strip final : public Normalizer {
 public:
  explicit Strip(const Part& part)
      : left_(part.flag("strip_left")), right_(part.flag("strip_right")) {}

  void apply(AlignedText& text) const override {
    const std::string_view old = text.text;
    std::size_t from = 0;
    std::size_t to = old.size();
    while (left_ && from < to && is_space(character_at(old, from))) from += length_of(old[from]);
    while (right_ && to > from && is_space(character_at(old, start_before(old, to)))) {
      to = start_before(old, to);
    }
    if (from == 0 && to == old.size()) return;
    Rewriter writer(text);
    writer.drop(from);
    writer.keep(to - from);
    text = writer.take();
  }

 private:
  bool left_;
  bool right_;
};

}  // namespace

std::unique_ptr<Normalizer> make_text_normalizer(const Part& part) {
  const std::string& type = part.type();
  if (type == "Prepend") return std::make_unique<Prepend>(part);
  if (type == "Replace") return std::make_unique<Replace>(part);
  if (type == "Strip") return std::make_unique<Strip>(part);
  if (type == "Precompiled") return make_precompiled(part);
  return nullptr;
}

}  // namespace maas::text
