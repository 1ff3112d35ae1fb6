#include <array>
#include <span>
#include <string>

#include "base/strings.h"
#include "maas/error.h"
#include "text/tokenizer/byte_level.h"
#include "text/tokenizer/models/merges.h"
#include "text/tokenizer/models/model.h"
#include "text/tokenizer/models/word_cache.h"
#include "text/tokenizer/utf8.h"

namespace maas::text {
namespace {

constexpr std::int32_t kNone = -1;

struct BpeOptions {
  std::string prefix;   ///< of what does not begin a word
  std::string suffix;   ///< of what ends a word
  std::string unknown;  ///< empty: what has no token is left out
  bool fuses_unknown = false;
  bool falls_back_to_bytes = false;
  bool takes_whole_words = false;  ///< a word that is a token needs no merges
};

std::pair<std::string_view, std::string_view> halves_of(const nlohmann::json& json,
                                                        const Part& part) {
  if (json.is_array() && json.size() == 2 && json[0].is_string() && json[1].is_string()) {
    return {json[0].get_ref<const std::string&>(), json[1].get_ref<const std::string&>()};
  }
  if (json.is_string()) {
    const std::string_view line = json.get_ref<const std::string&>();
    const std::size_t space = line.find(' ');
    if (space != std::string_view::npos && line.find(' ', space + 1) == std::string_view::npos) {
      return {line.substr(0, space), line.substr(space + 1)};
    }
  }
  part.refuse("merge {} is not of two tokens", base::abridged(json.dump()));
}

MergeTable read_merges(const Part& part, const Vocabulary& vocabulary, const std::string& prefix) {
  const nlohmann::json& list = part.at("merges");
  if (!list.is_array()) part.refuse("'merges' is no list");
  MergeTable merges(list.size());
  const auto known = [&](std::string_view token) {
    const std::optional<std::int32_t> id = vocabulary.find(token);
    if (!id) {
      part.refuse("a merge needs '{}', which is not in the vocabulary", base::abridged(token));
    }
    return *id;
  };
  std::uint32_t rank = 0;
  std::string merged;
  for (const nlohmann::json& item : list) {
    if (item.is_string() && item.get_ref<const std::string&>().starts_with("#version")) continue;
    const auto [left, right] = halves_of(item, part);
    if (right.size() < prefix.size()) part.refuse("a merge has a second token without the prefix");
    const std::int32_t first = known(left);
    const std::int32_t second = known(right);
    merged.assign(left).append(right.substr(prefix.size()));
    merges.add(first, second, {rank++, known(merged)});
  }
  return merges;
}

BpeOptions read_options(const Part& part) {
  if (part.has("dropout") && part.at("dropout") != 0.0) {
    part.refuse("a dropout makes tokens by chance; only 0 is supported");
  }
  return {.prefix = part.text("continuing_subword_prefix", ""),
          .suffix = part.text("end_of_word_suffix", ""),
          .unknown = part.text("unk_token", ""),
          .fuses_unknown = part.flag("fuse_unk", false),
          .falls_back_to_bytes = part.flag("byte_fallback", false),
          .takes_whole_words = part.flag("ignore_merges", false)};
}

class Bpe final : public Model {
 public:
  Bpe(Vocabulary vocabulary, const Part& part)
      : Model(std::move(vocabulary)),
        options_(read_options(part)),
        unknown_(vocabulary_.find(options_.unknown).value_or(kNone)),
        merges_(read_merges(part, vocabulary_, options_.prefix)) {
    for (std::size_t byte = 0; byte < 256; ++byte) {
      fallback_[byte] = vocabulary_.find(fmt::format("<0x{:02X}>", byte)).value_or(kNone);
    }
  }

  bool take_bytes() override {
    if (!options_.prefix.empty() || !options_.suffix.empty() || options_.falls_back_to_bytes) {
      return false;
    }
    for (std::int32_t id = 0; id < vocabulary_.end(); ++id) {
      if (!vocabulary_.has(id)) continue;
      if (const auto bytes = bytes_of_token(vocabulary_.token(id))) byte_words_.add(*bytes, id);
    }
    for (std::size_t byte = 0; byte < 256; ++byte) {
      const std::string_view character = byte_character(static_cast<std::uint8_t>(byte));
      byte_ids_[byte] = vocabulary_.find(character).value_or(kNone);
    }
    takes_bytes_ = true;
    return true;
  }

  void cut(std::string_view word, std::vector<WordToken>& tokens) const override {
    const Vocabulary& words = takes_bytes_ ? byte_words_ : vocabulary_;
    WordCache::Tokens known;
    if (const std::size_t count = cache_.find(word, known); count > 0) {
      return add(std::span(known).first(count), words, tokens);
    }
    const auto whole = options_.takes_whole_words ? words.find(word) : std::nullopt;
    if (!whole) return merge(word, words, tokens);
    tokens.push_back({*whole, 0, static_cast<std::uint32_t>(word.size())});
    cache_.put(word, std::span(&*whole, 1));
  }

 private:
  /// Adds tokens that stand for themselves.
  static void add(std::span<const std::int32_t> ids, const Vocabulary& words,
                  std::vector<WordToken>& tokens) {
    std::uint32_t from = 0;
    for (const std::int32_t id : ids) {
      const auto to = from + static_cast<std::uint32_t>(words.token(id).size());
      tokens.push_back({id, from, to});
      from = to;
    }
  }

  void merge(std::string_view word, const Vocabulary& words, std::vector<WordToken>& tokens) const {
    thread_local std::vector<Symbol> symbols;
    thread_local std::vector<std::int32_t> ids;
    symbols.clear();
    if (takes_bytes_) {
      spell_bytes(word, symbols);
    } else {
      spell(word, symbols);
    }
    merge_all(symbols, merges_);
    std::uint32_t from = 0;
    bool stand_for_themselves = true;
    ids.clear();
    for (const Symbol& symbol : symbols) {
      tokens.push_back({symbol.id, from, from + symbol.length});
      from += symbol.length;
      ids.push_back(symbol.id);
      stand_for_themselves = stand_for_themselves && words.token(symbol.id).size() == symbol.length;
    }
    if (from < word.size() && takes_bytes_) {
      place_as_written(word, std::span(tokens).last(symbols.size()));
    } else if (stand_for_themselves) {
      cache_.put(word, ids);
    }
  }

  /// Where bytes have no token, those behind move up, by as many as the bytes are written as.
  void place_as_written(std::string_view word, std::span<WordToken> tokens) const {
    std::vector<std::uint32_t> places;
    for (std::uint32_t i = 0; i < word.size(); ++i) {
      const std::size_t written = byte_character(static_cast<std::uint8_t>(word[i])).size();
      places.insert(places.end(), written, i);
    }
    std::size_t at = 0;
    for (WordToken& token : tokens) {
      token.from = places[at];
      at += vocabulary_.token(token.id).size();
      token.to = places[at - 1] + 1;
    }
  }

  void spell_bytes(std::string_view word, std::vector<Symbol>& symbols) const {
    Unknown unknown;
    for (const char c : word) {
      const std::int32_t id = byte_ids_[static_cast<std::uint8_t>(c)];
      if (id != kNone) {
        flush(unknown, symbols);
        symbols.push_back({id, 1});
      } else {
        take_unknown(1, unknown, symbols);
      }
    }
    flush(unknown, symbols);
  }

  void spell(std::string_view word, std::vector<Symbol>& symbols) const {
    Unknown unknown;
    std::string spelt;
    for (std::size_t at = 0; at < word.size();) {
      const std::size_t length = length_of(word[at]);
      std::string_view letter = word.substr(at, length);
      const bool is_last = at + length == word.size();
      if ((at > 0 && !options_.prefix.empty()) || (is_last && !options_.suffix.empty())) {
        spelt.assign(at > 0 ? options_.prefix : "").append(letter);
        spelt.append(is_last ? options_.suffix : "");
        letter = spelt;
      }
      at += length;
      if (const auto id = vocabulary_.find(letter)) {
        flush(unknown, symbols);
        symbols.push_back({*id, static_cast<std::uint32_t>(length)});
      } else if (!options_.falls_back_to_bytes || !spell_fallback(letter, symbols)) {
        take_unknown(length, unknown, symbols);
      }
    }
    flush(unknown, symbols);
  }

  /// Adds a token for each byte, if there are such.
  bool spell_fallback(std::string_view letter, std::vector<Symbol>& symbols) const {
    for (const char c : letter) {
      if (fallback_[static_cast<std::uint8_t>(c)] == kNone) return false;
    }
    for (const char c : letter) symbols.push_back({fallback_[static_cast<std::uint8_t>(c)], 1});
    return true;
  }

  /// What has no token and was not added yet.
  struct Unknown {
    std::uint32_t length = 0;
    bool is_there = false;
  };

  void take_unknown(std::size_t length, Unknown& unknown, std::vector<Symbol>& symbols) const {
    if (options_.unknown.empty()) return;
    if (unknown_ == kNone) {
      fail(ErrorCode::kInvalidData, "no token for a character, and none '{}' for the unknown",
           base::abridged(options_.unknown));
    }
    if (!options_.fuses_unknown) flush(unknown, symbols);
    unknown = {unknown.length + static_cast<std::uint32_t>(length), true};
  }

  void flush(Unknown& unknown, std::vector<Symbol>& symbols) const {
    if (unknown.is_there) symbols.push_back({unknown_, unknown.length});
    unknown = {};
  }

  BpeOptions options_;
  std::int32_t unknown_;
  MergeTable merges_;
  std::array<std::int32_t, 256> fallback_{};
  bool takes_bytes_ = false;
  Vocabulary byte_words_;  ///< the vocabulary as the bytes that its tokens stand for
  std::array<std::int32_t, 256> byte_ids_{};
  mutable WordCache cache_;
};

}  // namespace

std::unique_ptr<Model> make_bpe(const Part& part) {
  return std::make_unique<Bpe>(read_vocabulary(part), part);
}

}  // namespace maas::text
