#include "text/tokenizer/pre_tokenizers/pre_tokenizer.h"

#include <algorithm>

#include "base/strings.h"

namespace maas::text {
namespace {

class Sequence final : public PreTokenizer {
 public:
  explicit Sequence(const Part& part) {
    for (const Part& child : part.children("pretokenizers")) {
      parts_.push_back(make_pre_tokenizer(child));
    }
  }

  void cut(Pieces& pieces) const override {
    for (const auto& part : parts_) part->cut(pieces);
  }

  bool writes_bytes_last() const override {
    return !parts_.empty() && parts_.back()->writes_bytes_last();
  }
  void leave_bytes() override { parts_.back()->leave_bytes(); }

  bool needs_places() const override {
    return std::ranges::any_of(parts_, [](const auto& part) { return part->needs_places(); });
  }

 private:
  std::vector<std::unique_ptr<PreTokenizer>> parts_;
};

}  // namespace

std::unique_ptr<PreTokenizer> make_pre_tokenizer(const Part& part) {
  const std::string& type = part.type();
  if (type == "Sequence") return std::make_unique<Sequence>(part);
  if (type == "ByteLevel") return make_byte_level_pre_tokenizer(part);
  if (type == "Metaspace") return make_metaspace_pre_tokenizer(part);
  if (auto splitter = make_splitter(part)) return splitter;
  part.refuse("unknown pre-tokenizer '{}'", base::abridged(type));
}

}  // namespace maas::text
