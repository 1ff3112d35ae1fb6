#include "base/strings.h"
#include "text/tokenizer/pre_tokenizers/pre_tokenizer.h"
#include "text/tokenizer/pre_tokenizers/splitting.h"
#include "text/tokenizer/spaces.h"
#include "text/tokenizer/utf8.h"

namespace maas::text {
namespace {

/// Writes spaces as a visible character, SentencePiece's U+2581, and lets words begin with it.
class Metaspace final : public PreTokenizer {
 public:
  explicit Metaspace(const Part& part)
      : sign_(utf8_of(part.character("replacement"))),
        leading_(leading_space_of(part)),
        words_(part.flag("split", true) ? literal_pattern(sign_) : nullptr) {}

  void cut(Pieces& pieces) const override {
    rewrite_pieces(pieces, [&](const Range& piece, Rewriter& writer) {
      if (needs_sign(pieces, piece)) writer.insert_before(sign_);
      while (writer.at() < piece.to) {
        const std::string_view rest = pieces.text({writer.at(), piece.to});
        const std::size_t space = rest.find(' ');
        writer.keep(std::min(space, rest.size()));
        if (space != std::string_view::npos) writer.replace(sign_, 1);
      }
    });
    if (words_) split_pieces(pieces, *words_, {Delimiters::kWithNext, false});
  }

  bool needs_places() const override { return leading_ == LeadingSpace::kFirst; }

 private:
  bool needs_sign(const Pieces& pieces, const Range& piece) const {
    const std::string_view text = pieces.text(piece);
    if (text.starts_with(' ') || text.starts_with(sign_)) return false;
    return leading_ == LeadingSpace::kAlways ||
           (leading_ == LeadingSpace::kFirst && pieces.aligned.places[piece.from].from == 0);
  }

  std::string sign_;
  LeadingSpace leading_;
  std::unique_ptr<Pattern> words_;
};

}  // namespace

LeadingSpace leading_space_of(const Part& part) {
  const std::string scheme = part.text("prepend_scheme", "always");
  LeadingSpace leading = LeadingSpace::kNever;
  if (scheme == "always") {
    leading = LeadingSpace::kAlways;
  } else if (scheme == "first") {
    leading = LeadingSpace::kFirst;
  } else if (scheme != "never") {
    part.refuse("unknown prepend_scheme '{}'", base::abridged(scheme));
  }
  if (part.has("prepend_scheme") && !part.flag("add_prefix_space", true) &&
      leading != LeadingSpace::kNever) {
    part.refuse("add_prefix_space and prepend_scheme contradict each other");
  }
  return part.flag("add_prefix_space", true) ? leading : LeadingSpace::kNever;
}

std::unique_ptr<PreTokenizer> make_metaspace_pre_tokenizer(const Part& part) {
  return std::make_unique<Metaspace>(part);
}

}  // namespace maas::text
