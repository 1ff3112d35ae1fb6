#include "formats/json/walk.h"

#include "base/utf8.h"

namespace maas::formats {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

class Walker {
 public:
  Walker(std::string_view text, JsonVisitor& visitor) : text_(text), visitor_(visitor) {}

  std::optional<JsonProblem> walk() {
    if (value(0) && (skip_space(), at_ < text_.size())) refuse("text behind the document");
    return problem_;
  }

 private:
  char next() const { return at_ < text_.size() ? text_[at_] : '\0'; }

  bool refuse(const char* reason) {
    problem_ = {at_, at_ < text_.size() ? reason : "it ends too early"};
    return false;
  }

  void skip_space() {
    while (next() == ' ' || next() == '\t' || next() == '\n' || next() == '\r') ++at_;
  }

  bool take(char c) {
    if (next() != c) return false;
    ++at_;
    return true;
  }

  bool value(std::size_t level) {
    skip_space();
    switch (next()) {
      case '{':
        return object(level + 1);
      case '[':
        return array(level + 1);
      case '"': {
        std::string_view raw;
        if (!quoted(raw)) return false;
        visitor_.string(raw);
        return true;
      }
      case 't':
        return boolean("true");
      case 'f':
        return boolean("false");
      case 'n':
        return word("null");
      default:
        return number();
    }
  }

  bool object(std::size_t level) {
    visitor_.begin_object();
    const auto next_member = [&] { return member(level); };
    if (!elements(level, '}', "',' or '}' is missing", next_member)) return false;
    visitor_.end_object();
    return true;
  }

  bool member(std::size_t level) {
    skip_space();
    std::string_view key;
    if (next() != '"') return refuse("a key in quotes is missing");
    if (!quoted(key)) return false;
    visitor_.key(key);
    skip_space();
    return take(':') ? value(level) : refuse("':' is missing");
  }

  bool array(std::size_t level) {
    visitor_.begin_array();
    const auto next_value = [&] { return value(level); };
    if (!elements(level, ']', "',' or ']' is missing", next_value)) return false;
    visitor_.end_array();
    return true;
  }

  /// What stands between brackets, with commas between.
  template <class Element>
  bool elements(std::size_t level, char closing, const char* missing, const Element& element) {
    if (level > kMostJsonLevels) return refuse("it is nested deeper than 64 levels");
    ++at_;
    skip_space();
    if (take(closing)) return true;
    do {
      if (!element()) return false;
      skip_space();
    } while (take(','));
    return take(closing) || refuse(missing);
  }

  bool quoted(std::string_view& raw) {
    const std::size_t begin = ++at_;
    while (at_ < text_.size() && text_[at_] != '"') {
      if (static_cast<unsigned char>(text_[at_]) < ' ') return refuse("a control character");
      if (text_[at_] == '\\' && !escape()) return false;
      ++at_;
    }
    raw = text_.substr(begin, at_ - begin);
    return take('"') || refuse("");
  }

  /// Goes on to the last character of an escape.
  bool escape() {
    constexpr std::string_view kSimple = "\"\\/bfnrt";
    ++at_;
    if (next() == 'u') return hex_digits();
    return (next() != '\0' && kSimple.find(next()) != kSimple.npos) || refuse("no such escape");
  }

  bool hex_digits() {
    constexpr std::string_view kHex = "0123456789abcdefABCDEF";
    for (int i = 0; i < 4; ++i) {
      ++at_;
      if (next() == '\0' || kHex.find(next()) == kHex.npos) return refuse("no such escape");
    }
    return true;
  }

  bool boolean(std::string_view expected) {
    const std::size_t begin = at_;
    if (!word(expected)) return false;
    visitor_.boolean(text_.substr(begin, expected.size()));
    return true;
  }

  bool word(std::string_view expected) {
    if (!text_.substr(at_).starts_with(expected)) return refuse("no such word");
    at_ += expected.size();
    return true;
  }

  bool number() {
    const std::size_t begin = at_;
    take('-');
    if (!take('0') && !digits()) return refuse("no value");
    if (take('.') && !digits()) return refuse("a digit is missing");
    if (take('e') || take('E')) {
      if (!take('+')) take('-');
      if (!digits()) return refuse("a digit is missing");
    }
    visitor_.number(text_.substr(begin, at_ - begin));
    return true;
  }

  bool digits() {
    const std::size_t begin = at_;
    while (is_digit(next())) ++at_;
    return at_ > begin;
  }

  std::string_view text_;
  JsonVisitor& visitor_;
  std::size_t at_ = 0;
  std::optional<JsonProblem> problem_;
};

std::uint32_t hex_value(std::string_view digits) {
  std::uint32_t value = 0;
  for (const char c : digits) {
    const int digit = is_digit(c) ? c - '0' : (c | 0x20) - 'a' + 10;
    value = value << 4 | static_cast<std::uint32_t>(digit);
  }
  return value;
}

/// Reads `\uXXXX`, or two of them that are a surrogate pair.
/// @returns the length of what was read
std::size_t append_code_point(std::string_view escapes, std::string& text) {
  constexpr std::size_t kLength = 6;
  constexpr std::uint32_t kReplacement = 0xFFFD;
  const std::uint32_t first = hex_value(escapes.substr(2, 4));
  const bool is_high = first >= 0xD800 && first < 0xDC00;
  const bool is_low = first >= 0xDC00 && first < 0xE000;
  if (is_high && escapes.substr(kLength).starts_with("\\u")) {
    const std::uint32_t second = hex_value(escapes.substr(kLength + 2, 4));
    if (second >= 0xDC00 && second < 0xE000) {
      base::append_code_point(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00), text);
      return 2 * kLength;
    }
  }
  base::append_code_point(is_high || is_low ? kReplacement : first, text);
  return kLength;
}

char simple_escape(char c) {
  switch (c) {
    case 'b':
      return '\b';
    case 'f':
      return '\f';
    case 'n':
      return '\n';
    case 'r':
      return '\r';
    case 't':
      return '\t';
    default:
      return c;
  }
}

}  // namespace

std::optional<JsonProblem> walk_json(std::string_view text, JsonVisitor& visitor) {
  return Walker(text, visitor).walk();
}

void unescape_json(std::string_view raw, UnescapedJson& result) {
  result.text.clear();
  result.places.clear();
  for (std::size_t at = 0; at < raw.size();) {
    std::size_t length = 1;
    if (raw[at] != '\\') {
      result.text += raw[at];
    } else if (raw[at + 1] == 'u') {
      length = append_code_point(raw.substr(at), result.text);
    } else {
      result.text += simple_escape(raw[at + 1]);
      length = 2;
    }
    result.places.resize(result.text.size(), static_cast<std::uint32_t>(at));
    at += length;
  }
  result.places.push_back(static_cast<std::uint32_t>(raw.size()));
}

}  // namespace maas::formats
