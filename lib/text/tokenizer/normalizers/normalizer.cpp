#include "text/tokenizer/normalizers/normalizer.h"

#include "base/strings.h"
#include "maas/error.h"

namespace maas::text {
namespace {

/// What a file may make of a text: replacements come with it, and may follow each other.
std::size_t most_bytes(std::size_t bytes) {
  return (std::size_t{1} << 20) + 64 * bytes;
}

class Sequence final : public Normalizer {
 public:
  explicit Sequence(const Part& part) {
    for (const Part& child : part.children("normalizers")) parts_.push_back(make_normalizer(child));
  }

  void apply(AlignedText& text) const override {
    const std::size_t most = most_bytes(text.text.size());
    for (const auto& part : parts_) {
      part->apply(text);
      if (text.text.size() > most) {
        fail(ErrorCode::kInvalidData, "a text would become {} by the tokenizer's normalizer",
             base::human_bytes(text.text.size()));
      }
    }
  }

 private:
  std::vector<std::unique_ptr<Normalizer>> parts_;
};

}  // namespace

std::unique_ptr<Normalizer> make_normalizer(const Part& part) {
  const std::string& type = part.type();
  if (type == "Sequence") return std::make_unique<Sequence>(part);
  if (auto normalizer = make_character_normalizer(part)) return normalizer;
  if (auto normalizer = make_text_normalizer(part)) return normalizer;
  part.refuse("unknown normalizer '{}'", base::abridged(type));
}

}  // namespace maas::text
