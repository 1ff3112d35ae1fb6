#include "text/tokenizer/byte_level.h"
#include "text/tokenizer/pre_tokenizers/pre_tokenizer.h"
#include "text/tokenizer/pre_tokenizers/splitting.h"

#include "text/tokenizer/patterns/words.h"

namespace maas::text {
namespace {

class ByteLevel final : public PreTokenizer {
 public:
  explicit ByteLevel(const Part& part) : adds_space_(part.flag("add_prefix_space")) {
    if (part.flag("use_regex", true)) words_ = known_words(kGpt2Words);
  }

  void cut(Pieces& pieces) const override {
    if (adds_space_) {
      prepend_to_pieces(pieces, " ",
                        [&](const Range& piece) { return !pieces.text(piece).starts_with(' '); });
    }
    if (words_) split_pieces(pieces, *words_, {Delimiters::kIsolated, false});
    if (!leaves_bytes_) write_bytes(pieces);
  }

  bool writes_bytes_last() const override { return true; }
  void leave_bytes() override { leaves_bytes_ = true; }

 private:
  static void write_bytes(Pieces& pieces) {
    rewrite_pieces(pieces, [&](const Range& piece, Rewriter& writer) {
      while (writer.at() < piece.to) {
        const auto byte = static_cast<std::uint8_t>(pieces.text()[writer.at()]);
        writer.replace(byte_character(byte), 1);
      }
    });
  }

  bool adds_space_;
  std::unique_ptr<Pattern> words_;  ///< null: none are looked for
  bool leaves_bytes_ = false;
};

}  // namespace

std::unique_ptr<PreTokenizer> make_byte_level_pre_tokenizer(const Part& part) {
  return std::make_unique<ByteLevel>(part);
}

}  // namespace maas::text
