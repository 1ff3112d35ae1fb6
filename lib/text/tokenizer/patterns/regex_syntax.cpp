#include "text/tokenizer/patterns/regex_syntax.h"

#include <cctype>

namespace maas::text {
namespace {

// Members of classes that the two mean differently.
constexpr std::string_view kSpace = R"(\t-\r\x{85}\p{Z})";
constexpr std::string_view kWord =
    R"(\p{L}\p{M}\p{Nd}\p{Nl}\p{Pc}\x{24B6}-\x{24E9}\x{1F130}-\x{1F149}\x{1F150}-\x{1F169}\x{1F170}-\x{1F189})";
constexpr std::string_view kHexadecimal = "0-9a-fA-F";

class Translator {
 public:
  Translator(std::string_view expression, const Part& part) : rest_(expression), part_(part) {}

  std::string run() {
    while (!rest_.empty()) step();
    return std::move(result_);
  }

 private:
  void step() {
    if (rest_[0] == '\\' && rest_.size() > 1) {
      escape(rest_[1]);
    } else if (in_class_) {
      class_member();
    } else if (rest_.starts_with("(?")) {
      take(2);
      flags();
    } else {
      in_class_ = rest_[0] == '[';
      const bool opens = in_class_;
      take(1);
      if (opens) open_class();
    }
  }

  void escape(char letter) {
    switch (letter) {
      case 's':
      case 'S':
        return class_of(kSpace, letter == 'S');
      case 'w':
      case 'W':
        return class_of(kWord, letter == 'W');
      case 'h':
      case 'H':
        return class_of(kHexadecimal, letter == 'H');
      case 'u':
        return code_point();
      default:
        take(2);
    }
  }

  void class_of(std::string_view members, bool is_negated) {
    if (in_class_ && is_negated) {
      part_.refuse("'{}' within [] is not supported", rest_.substr(0, 2));
    }
    rest_.remove_prefix(2);
    if (in_class_) {
      result_ += members;
    } else {
      result_ += fmt::format("[{}{}]", is_negated ? "^" : "", members);
    }
  }

  void code_point() {
    const std::string_view digits = rest_.substr(2, 4);
    for (const char digit : digits) {
      if (std::isxdigit(static_cast<unsigned char>(digit)) == 0)
        part_.refuse("\\u needs four digits");
    }
    if (digits.size() < 4) part_.refuse("\\u needs four digits");
    result_ += fmt::format("\\x{{{}}}", digits);
    rest_.remove_prefix(6);
  }

  /// A `]` that stands first is a member.
  void open_class() {
    if (rest_.starts_with("^")) take(1);
    if (rest_.starts_with("]")) take(1);
  }

  void class_member() {
    if (rest_.starts_with("&&")) part_.refuse("'&&' within [] is not supported");
    if (rest_.starts_with("[:")) {
      const std::size_t end = rest_.find(":]");
      if (end != std::string_view::npos) return take(end + 2);
    }
    if (rest_[0] == '[') part_.refuse("[] within [] is not supported");
    if (rest_[0] == ']') in_class_ = false;
    take(1);
  }

  /// Ruby's `m` lets a point be a line end too, which is Perl's `s`.
  void flags() {
    while (!rest_.empty() &&
           (std::isalpha(static_cast<unsigned char>(rest_[0])) != 0 || rest_[0] == '-')) {
      result_ += rest_[0] == 'm' ? 's' : rest_[0];
      rest_.remove_prefix(1);
    }
  }

  void take(std::size_t bytes) {
    result_ += rest_.substr(0, bytes);
    rest_.remove_prefix(bytes);
  }

  std::string_view rest_;
  const Part& part_;
  std::string result_;
  bool in_class_ = false;
};

}  // namespace

std::string pcre2_syntax(std::string_view expression, const Part& part) {
  return Translator(expression, part).run();
}

}  // namespace maas::text
