#include "text/tokenizer/patterns/words.h"

#include <algorithm>
#include <array>

#include "text/tokenizer/characters.h"
#include "text/tokenizer/utf8.h"

namespace maas::text {
namespace {

/// How the words of one expression differ from another's.
struct Rules {
  bool ignores_case;        ///< of 's, 't, 're ...
  bool mark_joins_letters;  ///< one mark or space before letters is theirs, not only a space
  std::size_t digits;       ///< of a number at most; 0: any, with a space before
  bool lines_apart;         ///< line ends close words: [\r\n]* after marks, \s*[\r\n]+
};

constexpr Rules kGpt2Rules{false, false, 0, false};

struct Known {
  std::string_view expression;
  Rules rules;
};

constexpr std::array kKnown = {
    Known{kGpt2Words, kGpt2Rules},
    // Llama 3.
    Known{
        R"((?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+)",
        {true, true, 3, true}},
    // Qwen 2.
    Known{
        R"((?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+)",
        {true, true, 1, true}},
};

/// Reads one text.
class Scanner {
 public:
  Scanner(std::string_view text, const Rules& rules) : text_(text), rules_(rules) {}

  void run(std::vector<Range>& words) {
    for (std::size_t at = 0; at < text_.size();) {
      const std::size_t end = end_of_word(at);
      words.push_back({at, end});
      at = end;
    }
  }

 private:
  struct Character {
    char32_t value;
    std::size_t end;
    Kind kind;
  };

  /// Past the end there is a character of no length.
  Character read(std::size_t at) const {
    if (at >= text_.size()) return {0, at, Kind::kSpace};
    const auto byte = static_cast<std::uint8_t>(text_[at]);
    if (byte < 128) return {byte, at + 1, detail::kAsciiKinds[byte]};
    const char32_t value = character_at(text_, at);
    return {value, at + length_of(text_[at]), kind_beyond_ascii(value)};
  }

  std::size_t end_of_run(std::size_t at, Kind kind, std::size_t most = ~std::size_t{0}) const {
    for (; most > 0 && at < text_.size(); --most) {
      const Character next = read(at);
      if (next.kind != kind) break;
      at = next.end;
    }
    return at;
  }

  static bool is_line_end(char32_t value) { return value == '\r' || value == '\n'; }

  std::size_t end_of_word(std::size_t at) const {
    const Character first = read(at);
    if (first.value == '\'') {
      if (const std::size_t length = contraction(at + 1)) return at + 1 + length;
    }
    if (first.kind == Kind::kLetter) return end_of_run(first.end, Kind::kLetter);
    if (first.kind == Kind::kNumber) return end_of_number(at);
    const bool may_lead =
        first.value == ' ' || (rules_.mark_joins_letters && !is_line_end(first.value));
    const Character second = read(first.end);
    const bool has_second = second.end > first.end;
    if (may_lead && has_second && second.kind == Kind::kLetter) {
      return end_of_run(second.end, Kind::kLetter);
    }
    if (first.kind == Kind::kOther) return end_of_marks(first.end);
    if (first.value == ' ' && has_second) {
      if (second.kind == Kind::kOther) return end_of_marks(second.end);
      if (second.kind == Kind::kNumber && rules_.digits == 0) return end_of_number(first.end);
    }
    return end_of_space(at);
  }

  std::size_t end_of_number(std::size_t at) const {
    return end_of_run(at, Kind::kNumber, rules_.digits == 0 ? ~std::size_t{0} : rules_.digits);
  }

  std::size_t end_of_marks(std::size_t at) const {
    at = end_of_run(at, Kind::kOther);
    if (rules_.lines_apart) {
      while (at < text_.size() && is_line_end(static_cast<std::uint8_t>(text_[at]))) ++at;
    }
    return at;
  }

  /// Up to the last line end of the space, or else all of it but what leads the next word.
  std::size_t end_of_space(std::size_t at) const {
    const std::size_t start = at;
    std::size_t last = at;  // where the last of the characters begins
    std::size_t line_end = 0;
    while (at < text_.size()) {
      const Character next = read(at);
      if (next.kind != Kind::kSpace) break;
      last = at;
      at = next.end;
      if (is_line_end(next.value)) line_end = at;
    }
    if (rules_.lines_apart && line_end > 0) return line_end;
    return at == text_.size() || last == start ? at : last;
  }

  /// Returns the length of what follows an apostrophe: s, t, m, d, re, ve, ll.
  std::size_t contraction(std::size_t at) const {
    const char first = letter(at);
    if (first == 's' || first == 't' || first == 'm' || first == 'd') return 1;
    const char second = letter(at + 1);
    const bool is_long = (first == 'r' && second == 'e') || (first == 'v' && second == 'e') ||
                         (first == 'l' && second == 'l');
    if (is_long) return 2;
    // The long s is an s in another case.
    return rules_.ignores_case && text_.substr(at).starts_with("\xC5\xBF") ? 2 : 0;
  }

  char letter(std::size_t at) const {
    if (at >= text_.size()) return 0;
    const char c = text_[at];
    return rules_.ignores_case && c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
  }

  std::string_view text_;
  const Rules& rules_;
};

class Words final : public Pattern {
 public:
  explicit Words(const Rules& rules) : rules_(rules) {}

  void find(std::string_view text, std::vector<Range>& matches) const override {
    Scanner(text, rules_).run(matches);
  }

 private:
  Rules rules_;
};

}  // namespace

std::unique_ptr<Pattern> known_words(std::string_view expression) {
  const auto known = std::ranges::find(kKnown, expression, &Known::expression);
  if (known == kKnown.end()) return nullptr;
  return std::make_unique<Words>(known->rules);
}

}  // namespace maas::text
