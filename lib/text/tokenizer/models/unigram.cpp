#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "base/strings.h"
#include "maas/error.h"
#include "text/tokenizer/models/model.h"
#include "text/tokenizer/models/trie.h"
#include "text/tokenizer/models/word_cache.h"
#include "text/tokenizer/utf8.h"

namespace maas::text {
namespace {

constexpr std::int32_t kNone = -1;
constexpr double kUnknownPenalty = 10;

struct Pieces {
  Vocabulary vocabulary;
  std::vector<double> scores;  ///< by ids
};

Pieces read_pieces(const Part& part) {
  const nlohmann::json& list = part.at("vocab");
  if (!list.is_array()) part.refuse("'vocab' is no list");
  Pieces pieces;
  for (const nlohmann::json& item : list) {
    const auto id = static_cast<std::int32_t>(pieces.scores.size());
    const auto refuse = [&](const char* why) { part.refuse("vocab[{}]: {}", id, why); };
    const bool is_pair =
        item.is_array() && item.size() == 2 && item[0].is_string() && item[1].is_number();
    if (!is_pair) refuse("a token and its score are expected");
    const auto& token = item[0].get_ref<const std::string&>();
    if (well_formed_front(token) < token.size()) refuse("the token is no UTF-8");
    if (!std::isfinite(item[1].get<double>())) refuse("the score is not finite");
    if (!pieces.vocabulary.add(token, id)) refuse("the token is repeated");
    pieces.scores.push_back(item[1].get<double>());
  }
  refuse_long_tokens(pieces.vocabulary, part);
  return pieces;
}

/// Cuts words into the tokens whose scores have the largest sum.
class Unigram final : public Model {
 public:
  Unigram(Pieces pieces, const Part& part)
      : Model(std::move(pieces.vocabulary)),
        scores_(std::move(pieces.scores)),
        trie_(vocabulary_),
        unknown_(part.id("unk_id").value_or(kNone)),
        falls_back_to_bytes_(part.flag("byte_fallback", false)) {
    if (unknown_ >= vocabulary_.end()) {
      part.refuse("unk_id {} of {} tokens", unknown_, vocabulary_.end());
    }
    double least = std::numeric_limits<double>::infinity();
    for (const double score : scores_) least = std::min(least, score);
    unknown_score_ = least - kUnknownPenalty;
    for (std::size_t byte = 0; byte < 256; ++byte) {
      fallback_[byte] = vocabulary_.find(fmt::format("<0x{:02X}>", byte)).value_or(kNone);
    }
  }

  void cut(std::string_view word, std::vector<WordToken>& tokens) const override {
    WordCache::Tokens known;
    if (const std::size_t count = cache_.find(word, known); count > 0) {
      std::uint32_t from = 0;
      for (const std::int32_t id : std::span(known).first(count)) {
        const auto to = from + static_cast<std::uint32_t>(vocabulary_.token(id).size());
        tokens.push_back({id, from, to});
        from = to;
      }
      return;
    }
    const std::size_t before = tokens.size();
    search(word, tokens);
    remember(word, std::span(tokens).subspan(before));
  }

 private:
  /// The best way to a byte: its sum of scores and its last token.
  struct Step {
    double score = 0;
    std::uint32_t from = kNowhere;
    std::int32_t id = kNone;
  };
  static constexpr std::uint32_t kNowhere = ~std::uint32_t{0};

  void search(std::string_view word, std::vector<WordToken>& tokens) const {
    thread_local std::vector<Step> steps;  // that end at each byte
    steps.assign(word.size() + 1, {});
    for (std::size_t at = 0; at < word.size();) {
      const std::size_t letter = length_of(word[at]);
      if (!extend(word, at, letter, steps)) {
        if (unknown_ == kNone) {
          fail(ErrorCode::kInvalidData, "no token for '{}', and none for the unknown",
               word.substr(at, letter));
        }
        offer(steps, at, at + letter, unknown_score_, unknown_);
      }
      at += letter;
    }
    collect(word, steps, tokens);
  }

  /// Offers the tokens that begin at `at`.
  /// @returns whether one of them is a letter
  bool extend(std::string_view word, std::size_t at, std::size_t letter,
              std::vector<Step>& steps) const {
    bool has_letter = false;
    std::optional<Trie::Node> node = Trie::kRoot;
    for (std::size_t end = at; end < word.size();) {
      node = trie_.next(*node, word[end++]);
      if (!node) break;
      const std::int32_t id = trie_.token(*node);
      if (id < 0) continue;
      offer(steps, at, end, scores_[static_cast<std::size_t>(id)], id);
      has_letter = has_letter || end - at == letter;
    }
    return has_letter;
  }

  static void offer(std::vector<Step>& steps, std::size_t from, std::size_t to, double score,
                    std::int32_t id) {
    const double sum = score + steps[from].score;
    Step& best = steps[to];
    if (best.from == kNowhere || sum > best.score) {
      best = {sum, static_cast<std::uint32_t>(from), id};
    }
  }

  /// Adds the tokens of the best way; unknown ones side by side are one.
  void collect(std::string_view word, const std::vector<Step>& steps,
               std::vector<WordToken>& tokens) const {
    thread_local std::vector<WordToken> way;  // from its end
    way.clear();
    for (auto end = static_cast<std::uint32_t>(word.size()); end > 0; end = steps[end].from) {
      const Step& step = steps[end];
      if (step.id == unknown_ && !way.empty() && way.back().id == unknown_) {
        way.back().from = step.from;
      } else {
        way.push_back({step.id, step.from, end});
      }
    }
    for (auto token = way.rbegin(); token != way.rend(); ++token) {
      if (token->id == unknown_) {
        add_unknown(word, *token, tokens);
      } else {
        tokens.push_back(*token);
      }
    }
  }

  void add_unknown(std::string_view word, const WordToken& unknown,
                   std::vector<WordToken>& tokens) const {
    const std::string_view text = word.substr(unknown.from, unknown.to - unknown.from);
    if (const auto id = vocabulary_.find(text)) {
      tokens.push_back({*id, unknown.from, unknown.to});
      return;
    }
    const auto has_token = [this](char c) {
      return fallback_[static_cast<std::uint8_t>(c)] != kNone;
    };
    if (!falls_back_to_bytes_ || !std::ranges::all_of(text, has_token)) {
      tokens.push_back(unknown);
      return;
    }
    for (const char c : text) {
      tokens.push_back({fallback_[static_cast<std::uint8_t>(c)], unknown.from, unknown.to});
    }
  }

  void remember(std::string_view word, std::span<const WordToken> tokens) const {
    if (word.size() > WordCache::kMostBytes || tokens.size() > WordCache::kMostTokens) return;
    WordCache::Tokens ids;
    std::uint32_t from = 0;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      const auto to = from + static_cast<std::uint32_t>(vocabulary_.token(tokens[i].id).size());
      if (tokens[i].from != from || tokens[i].to != to) return;
      ids[i] = tokens[i].id;
      from = to;
    }
    cache_.put(word, std::span(ids).first(tokens.size()));
  }

  std::vector<double> scores_;
  Trie trie_;
  std::int32_t unknown_;
  bool falls_back_to_bytes_;
  double unknown_score_ = 0;
  std::array<std::int32_t, 256> fallback_{};
  mutable WordCache cache_;
};

}  // namespace

std::unique_ptr<Model> make_unigram(const Part& part) {
  return std::make_unique<Unigram>(read_pieces(part), part);
}

}  // namespace maas::text
