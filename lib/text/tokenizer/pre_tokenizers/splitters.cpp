#include <algorithm>
#include <array>

#include "base/strings.h"
#include "text/tokenizer/characters.h"
#include "text/tokenizer/pre_tokenizers/pre_tokenizer.h"
#include "text/tokenizer/pre_tokenizers/splitting.h"
#include "text/tokenizer/utf8.h"

namespace maas::text {
namespace {

/// Finds single characters of a class.
class CharacterClass final : public Pattern {
 public:
  explicit CharacterClass(bool (*has)(char32_t)) : has_(has) {}

  void find(std::string_view text, std::vector<Range>& matches) const override {
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = at + length_of(text[at]);
      if (has_(character_at(text, at))) matches.push_back({at, end});
      at = end;
    }
  }

 private:
  bool (*has_)(char32_t);
};

/// Finds words and runs of other visible marks: `\w+|[^\w\s]+`.
class WordsAndMarks final : public Pattern {
 public:
  void find(std::string_view text, std::vector<Range>& matches) const override {
    Class last = Class::kSpace;
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = at + length_of(text[at]);
      const Class now = class_of(character_at(text, at));
      if (now == last && now != Class::kSpace) {
        matches.back().to = end;
      } else if (now != Class::kSpace) {
        matches.push_back({at, end});
      }
      last = now;
      at = end;
    }
  }

 private:
  enum class Class : std::uint8_t { kSpace, kWord, kMark };
  static Class class_of(char32_t value) {
    if (is_word(value)) return Class::kWord;
    return is_space(value) ? Class::kSpace : Class::kMark;
  }
};

/// Finds so many characters each.
class Stretches final : public Pattern {
 public:
  explicit Stretches(std::size_t length) : length_(length) {}

  void find(std::string_view text, std::vector<Range>& matches) const override {
    std::size_t count = 0;
    for (std::size_t at = 0; at < text.size(); ++count) {
      const std::size_t end = at + length_of(text[at]);
      if (count % length_ == 0) matches.push_back({at, at});
      matches.back().to = end;
      at = end;
    }
  }

 private:
  std::size_t length_;
};

class Splitter final : public PreTokenizer {
 public:
  Splitter(std::unique_ptr<Pattern> pattern, Splitting how)
      : pattern_(std::move(pattern)), how_(how) {}

  void cut(Pieces& pieces) const override { split_pieces(pieces, *pattern_, how_); }

 private:
  std::unique_ptr<Pattern> pattern_;
  Splitting how_;
};

class BertSplitter final : public PreTokenizer {
 public:
  void cut(Pieces& pieces) const override {
    split_pieces(pieces, CharacterClass(is_space), {Delimiters::kRemoved, false});
    split_pieces(pieces, CharacterClass(is_punctuation), {Delimiters::kIsolated, false});
  }
};

Delimiters delimiters_of(const Part& part) {
  constexpr std::array<std::pair<std::string_view, Delimiters>, 5> kNames = {
      {{"Removed", Delimiters::kRemoved},
       {"Isolated", Delimiters::kIsolated},
       {"MergedWithPrevious", Delimiters::kWithPrevious},
       {"MergedWithNext", Delimiters::kWithNext},
       {"Contiguous", Delimiters::kContiguous}}};
  const std::string name = part.text("behavior", "Isolated");
  for (const auto& [known, delimiters] : kNames) {
    if (known == name) return delimiters;
  }
  part.refuse("unknown behavior '{}'", base::abridged(name));
}

std::unique_ptr<PreTokenizer> splitter(std::unique_ptr<Pattern> pattern, Delimiters delimiters,
                                       bool inverted = false) {
  return std::make_unique<Splitter>(std::move(pattern), Splitting{delimiters, inverted});
}

std::unique_ptr<PreTokenizer> splitter_at(bool (*characters)(char32_t), Delimiters delimiters) {
  return splitter(std::make_unique<CharacterClass>(characters), delimiters);
}

}  // namespace

std::unique_ptr<PreTokenizer> make_splitter(const Part& part) {
  const std::string& type = part.type();
  if (type == "Split") {
    return splitter(read_pattern(part), delimiters_of(part), part.flag("invert"));
  }
  if (type == "Digits") {
    const bool individual = part.flag("individual_digits");
    return splitter_at(is_number, individual ? Delimiters::kIsolated : Delimiters::kContiguous);
  }
  if (type == "Punctuation") return splitter_at(is_punctuation, delimiters_of(part));
  if (type == "WhitespaceSplit") return splitter_at(is_space, Delimiters::kRemoved);
  if (type == "Whitespace") {
    return splitter(std::make_unique<WordsAndMarks>(), Delimiters::kRemoved, true);
  }
  if (type == "CharDelimiterSplit") {
    return splitter(literal_pattern(utf8_of(part.character("delimiter"))), Delimiters::kRemoved);
  }
  if (type == "FixedLength") {
    const std::size_t length = part.whole("length", 5);
    if (length == 0) part.refuse("a length of 0");
    return splitter(std::make_unique<Stretches>(length), Delimiters::kIsolated);
  }
  if (type == "BertPreTokenizer") return std::make_unique<BertSplitter>();
  return nullptr;
}

}  // namespace maas::text
