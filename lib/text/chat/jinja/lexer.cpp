#include "text/chat/jinja/lexer.h"

#include <algorithm>
#include <utility>

#include "base/strings.h"
#include "maas/error.h"
#include "text/chat/jinja/characters.h"
#include "text/chat/jinja/unescape.h"

namespace maas::text::jinja {
namespace {

constexpr std::size_t kNowhere = std::string_view::npos;

bool is_decimal(char byte) {
  return byte >= '0' && byte <= '9';
}

bool is_name_byte(char byte) {
  return byte == '_' || is_decimal(byte) || (byte >= 'a' && byte <= 'z') ||
         (byte >= 'A' && byte <= 'Z') || static_cast<unsigned char>(byte) >= 0x80;
}

bool is_blank(std::string_view text) {
  return stripped(text).empty();
}

/// Line ends are line feeds; one at the very end is left out.
std::string normalized(std::string_view source) {
  std::string text(source);
  if (text.find('\r') != std::string::npos) {
    text = base::replace_all(base::replace_all(std::move(text), "\r\n", "\n"), "\r", "\n");
  }
  if (text.ends_with('\n')) text.pop_back();
  return text;
}

/// How a tag treats the white space beside it: `-` strips it, `+` keeps it.
char mark_of(std::string_view text, std::size_t at) {
  const char mark = at < text.size() ? text[at] : 0;
  return mark == '-' || mark == '+' ? mark : '\0';
}

class Lexer {
 public:
  Lexer(std::string_view source, std::string_view template_name)
      : text_(normalized(source)), all_(text_), template_name_(template_name) {}

  std::vector<Token> run() {
    while (at_ < all_.size()) {
      const std::size_t tag = next_tag();
      if (tag == kNowhere) {
        add_data(all_.substr(at_));
        break;
      }
      take_tag(tag);
    }
    at_ = all_.size();
    add(Token::Kind::kEnd, "");
    return std::move(tokens_);
  }

 private:
  /// Returns where the next tag or comment begins.
  std::size_t next_tag() const {
    for (std::size_t at = at_; (at = all_.find('{', at)) != kNowhere; ++at) {
      const char next = at + 1 < all_.size() ? all_[at + 1] : 0;
      if (next == '{' || next == '%' || next == '#') return at;
    }
    return kNowhere;
  }

  void take_tag(std::size_t tag) {
    const char kind = all_[tag + 1];
    const char mark = mark_of(all_, tag + 2);
    const std::size_t inside = tag + 2 + (mark == 0 ? 0 : 1);
    add_data(before_tag(all_.substr(at_, tag - at_), mark, kind != '{'));
    move_to(tag);
    if (kind == '#') return take_comment(inside);
    if (kind == '%' && take_raw(inside)) return;
    add(kind == '%' ? Token::Kind::kBlockBegin : Token::Kind::kPrintBegin, "");
    move_to(inside);
    take_inside(kind == '%' ? '%' : '}');
  }

  /// Returns the data without the white space that the tag behind it strips.
  std::string_view before_tag(std::string_view data, char mark, bool is_block) const {
    if (mark == '-') return stripped_back(data, is_space);
    if (mark == '+' || !is_block) return data;
    const std::size_t line = data.rfind('\n') + 1;
    const bool is_line_start = line > 0 || begins_line_;
    return is_line_start && is_blank(data.substr(line)) ? data.substr(0, line) : data;
  }

  void take_comment(std::size_t inside) {
    const std::size_t end = all_.find("#}", inside);
    if (end == kNowhere) fail("a comment does not end");
    end_tag(end, end > inside ? mark_of(all_, end - 1) : '\0', /*is_block=*/true);
  }

  /// Goes behind a tag whose `%}`, `}}` or `#}` stands at `end`, and what it strips.
  void end_tag(std::size_t end, char mark, bool is_block) {
    std::size_t next = end + 2;
    if (mark == '-') {
      next = all_.size() - stripped_front(all_.substr(next), is_space).size();
    } else if (mark == 0 && is_block && all_.substr(next).starts_with('\n')) {
      ++next;
    }
    begins_line_ = all_[next - 1] == '\n';
    move_to(next);
  }

  std::size_t skip_blank(std::size_t at) const {
    return all_.size() - stripped_front(all_.substr(at), is_space).size();
  }

  /// Takes `{% raw %}` with what stands in it.
  bool take_raw(std::size_t inside) {
    std::size_t at = skip_blank(inside);
    if (!all_.substr(at).starts_with("raw")) return false;
    at = skip_blank(at + 3);
    const bool strips = all_.substr(at).starts_with("-%}");
    if (!strips && !all_.substr(at).starts_with("%}")) return false;
    const std::size_t begin = strips ? skip_blank(at + 3) : at + 2;
    for (std::size_t tag = begin; (tag = all_.find("{%", tag)) != kNowhere; ++tag) {
      const char mark = mark_of(all_, tag + 2);
      at = skip_blank(tag + 2 + (mark == 0 ? 0 : 1));
      if (!all_.substr(at).starts_with("endraw")) continue;
      at = skip_blank(at + 6);
      const char end_mark = mark_of(all_, at);
      const std::size_t end = at + (end_mark == 0 ? 0 : 1);
      if (!all_.substr(end).starts_with("%}")) continue;
      begins_line_ = begin > 0 && all_[begin - 1] == '\n';
      move_to(begin);
      add_data(before_tag(all_.substr(begin, tag - begin), mark, /*is_block=*/true));
      end_tag(end, end_mark, /*is_block=*/true);
      return true;
    }
    fail("a raw block does not end");
  }

  /// Takes tokens up to the end of a tag, `%}` or `}}`.
  void take_inside(char end) {
    while (true) {
      move_to(skip_blank(at_));
      if (at_ >= all_.size()) fail("a tag does not end");
      if (open_.empty() && take_end(end)) return;
      take_token();
    }
  }

  bool take_end(char end) {
    const bool is_block = end == '%';
    char mark = mark_of(all_, at_);
    if (mark == '+' && !is_block) mark = 0;
    const std::size_t at = at_ + (mark == 0 ? 0 : 1);
    if (at + 1 >= all_.size() || all_[at] != end || all_[at + 1] != '}') return false;
    add(is_block ? Token::Kind::kBlockEnd : Token::Kind::kPrintEnd, "");
    end_tag(at, mark, is_block);
    return true;
  }

  void take_token() {
    const char front = all_[at_];
    if (front == '"' || front == '\'') return take_text(front);
    if (is_decimal(front)) return take_number();
    if (is_name_byte(front)) return take_name();
    take_sign();
  }

  void take_text(char quote) {
    std::size_t end = at_ + 1;
    while (end < all_.size() && all_[end] != quote) end += all_[end] == '\\' ? 2 : 1;
    if (end >= all_.size()) fail("a text does not end");
    std::string bytes;
    if (const char* problem = unescape(all_.substr(at_ + 1, end - at_ - 1), bytes)) fail(problem);
    add(Token::Kind::kText, std::move(bytes));
    move_to(end + 1);
  }

  std::size_t end_of_digits(std::size_t at) const {
    while (at < all_.size() && (is_decimal(all_[at]) || all_[at] == '_')) ++at;
    return at;
  }

  void take_number() {
    const bool is_member = at_ > 0 && all_[at_ - 1] == '.';
    std::size_t end = end_of_digits(at_);
    Token::Kind kind = Token::Kind::kInteger;
    const auto digit_at = [&](std::size_t at) { return at < all_.size() && is_decimal(all_[at]); };
    if (end == at_ + 1 && all_[at_] == '0' && end < all_.size() &&
        std::string_view("xXoObB").find(all_[end]) != kNowhere) {
      ++end;
      while (end < all_.size() && is_name_byte(all_[end])) ++end;
    } else if (!is_member) {
      if (end < all_.size() && all_[end] == '.' && digit_at(end + 1)) {
        end = end_of_digits(end + 1);
        kind = Token::Kind::kReal;
      }
      if (end < all_.size() && (all_[end] == 'e' || all_[end] == 'E')) {
        const bool has_sign =
            end + 1 < all_.size() && (all_[end + 1] == '+' || all_[end + 1] == '-');
        const std::size_t power = end + (has_sign ? 2 : 1);
        if (digit_at(power)) {
          end = end_of_digits(power);
          kind = Token::Kind::kReal;
        }
      }
    }
    std::string digits(all_.substr(at_, end - at_));
    std::erase(digits, '_');
    add(kind, std::move(digits));
    move_to(end);
  }

  void take_name() {
    std::size_t end = at_;
    while (end < all_.size() && is_name_byte(all_[end])) ++end;
    add(Token::Kind::kName, std::string(all_.substr(at_, end - at_)));
    move_to(end);
  }

  void take_sign() {
    static constexpr std::string_view kSigns[] = {"//", "**", "==", "!=", ">=", "<=", "+", "-", "/",
                                                  "*",  "%",  "~",  "[",  "]",  "(",  ")", "{", "}",
                                                  ">",  "<",  "=",  ".",  ":",  "|",  ",", ";"};
    for (const std::string_view sign : kSigns) {
      if (!all_.substr(at_).starts_with(sign)) continue;
      balance(sign.front());
      add(Token::Kind::kSign, std::string(sign));
      return move_to(at_ + sign.size());
    }
    fail(fmt::format("unexpected character '{}'", base::abridged(all_.substr(at_, 1))));
  }

  /// Keeps account of brackets: a tag does not end within them.
  void balance(char sign) {
    static constexpr std::string_view kOpens = "([{";
    static constexpr std::string_view kCloses = ")]}";
    if (kOpens.find(sign) != kNowhere) open_ += kCloses[kOpens.find(sign)];
    if (kCloses.find(sign) == kNowhere) return;
    if (open_.empty()) fail(fmt::format("unexpected '{}'", sign));
    if (open_.back() != sign)
      fail(fmt::format("unexpected '{}', expected '{}'", sign, open_.back()));
    open_.pop_back();
  }

  void add_data(std::string_view data) {
    if (!data.empty()) add(Token::Kind::kData, std::string(data));
  }

  void add(Token::Kind kind, std::string text) {
    tokens_.push_back({kind, std::move(text), place_});
  }

  void move_to(std::size_t next) {
    const std::string_view passed = all_.substr(at_, next - at_);
    const auto lines = static_cast<std::size_t>(std::ranges::count(passed, '\n'));
    if (lines > 0) {
      place_.line += lines;
      place_.column = passed.size() - passed.rfind('\n');
    } else {
      place_.column += passed.size();
    }
    at_ = next;
  }

  [[noreturn]] void fail(std::string_view message) const {
    fail_at(template_name_, place_, message);
  }

  std::string text_;
  std::string_view all_;
  std::string_view template_name_;
  std::size_t at_ = 0;
  Place place_;
  bool begins_line_ = true;
  std::string open_;  ///< what closes the brackets that are open
  std::vector<Token> tokens_;
};

}  // namespace

void fail_at(std::string_view template_name, Place place, std::string_view message) {
  maas::fail(ErrorCode::kInvalidData, "{}:{}:{}: {}", template_name, place.line, place.column,
             message);
}

std::vector<Token> tokens_of(std::string_view source, std::string_view template_name) {
  return Lexer(source, template_name).run();
}

}  // namespace maas::text::jinja
