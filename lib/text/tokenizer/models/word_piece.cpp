#include "base/strings.h"
#include "maas/error.h"
#include "text/tokenizer/models/model.h"
#include "text/tokenizer/models/trie.h"
#include "text/tokenizer/utf8.h"

namespace maas::text {
namespace {

/// Takes the longest token that a word begins with, and so on; a word that cannot be cut to its end
/// is unknown as a whole.
class WordPiece final : public Model {
 public:
  WordPiece(Vocabulary vocabulary, const Part& part)
      : Model(std::move(vocabulary)),
        trie_(vocabulary_),
        unknown_(vocabulary_.find(part.text("unk_token", "[UNK]"))),
        longest_(part.whole("max_input_chars_per_word", 100)) {
    std::optional<Trie::Node> node = Trie::kRoot;
    for (const char byte : part.text("continuing_subword_prefix", "##")) {
      if (node) node = trie_.next(*node, byte);
    }
    inner_ = node;
  }

  void cut(std::string_view word, std::vector<WordToken>& tokens) const override {
    const std::size_t before = tokens.size();
    if (word.size() <= longest_ || count_characters(word) <= longest_) {
      if (cut_whole(word, tokens)) return;
    }
    tokens.resize(before);
    if (!unknown_) {
      fail(ErrorCode::kInvalidData, "no tokens for the word '{}', and none for the unknown",
           base::abridged(word));
    }
    tokens.push_back({*unknown_, 0, static_cast<std::uint32_t>(word.size())});
  }

 private:
  bool cut_whole(std::string_view word, std::vector<WordToken>& tokens) const {
    for (std::size_t at = 0; at < word.size();) {
      std::optional<Trie::Node> node = at == 0 ? Trie::kRoot : inner_;
      WordToken best{-1, static_cast<std::uint32_t>(at), 0};
      for (std::size_t end = at; node && end < word.size();) {
        node = trie_.next(*node, word[end++]);
        if (node && trie_.token(*node) >= 0) {
          best = {trie_.token(*node), best.from, static_cast<std::uint32_t>(end)};
        }
      }
      if (best.id < 0) return false;
      tokens.push_back(best);
      at = best.to;
    }
    return true;
  }

  Trie trie_;
  std::optional<std::int32_t> unknown_;
  std::size_t longest_;              ///< characters of a word
  std::optional<Trie::Node> inner_;  ///< where tokens begin that do not begin a word
};

}  // namespace

std::unique_ptr<Model> make_word_piece(const Part& part) {
  Vocabulary vocabulary = read_vocabulary(part);
  refuse_long_tokens(vocabulary, part);
  return std::make_unique<WordPiece>(std::move(vocabulary), part);
}

}  // namespace maas::text
