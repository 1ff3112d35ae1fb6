#include "text/chat/jinja/formatting.h"

#include <charconv>

#include "base/utf8.h"
#include "text/chat/jinja/characters.h"
#include "text/chat/jinja/operators.h"
#include "text/chat/jinja/show.h"
#include "text/chat/jinja/state.h"

namespace maas::text::jinja {
namespace {

/// Reads a pattern from its front.
class Pattern {
 public:
  explicit Pattern(std::string_view left) : left_(left) {}

  bool is_empty() const { return left_.empty(); }
  bool begins(std::string_view characters) const {
    return !left_.empty() && characters.find(left_.front()) != std::string_view::npos;
  }
  bool skip(char character) {
    if (left_.empty() || left_.front() != character) return false;
    left_.remove_prefix(1);
    return true;
  }
  char take() {
    if (left_.empty()) complain("the pattern ends within a field");
    const char front = left_.front();
    left_.remove_prefix(1);
    return front;
  }
  /// Takes what stands before one of `ends`, or everything.
  std::string_view take_until(std::string_view ends) {
    const std::string_view part = left_.substr(0, left_.find_first_of(ends));
    left_.remove_prefix(part.size());
    return part;
  }
  std::string_view take_point() {
    const std::string_view point = left_.substr(0, front_length(left_));
    left_.remove_prefix(point.size());
    return point;
  }
  std::optional<std::size_t> take_number() {
    std::size_t number = 0;
    const auto read = std::from_chars(left_.data(), left_.data() + left_.size(), number);
    if (read.ec == std::errc::result_out_of_range) complain("a width is beyond 64 bits");
    if (read.ec != std::errc()) return std::nullopt;
    left_.remove_prefix(static_cast<std::size_t>(read.ptr - left_.data()));
    return number;
  }
  std::string_view left() const { return left_; }

 private:
  std::string_view left_;
};

/// The values of a `%` pattern: handed out in turn, or by name.
class PrintfValues {
 public:
  explicit PrintfValues(const Value& values) : values_(values) {
    const Sequence* sequence = values.sequence();
    if (sequence != nullptr && sequence->kind == Sequence::Kind::kTuple) items_ = sequence->items;
  }

  Value next() {
    if (items_ == nullptr ? used_ == 1 : used_ == items_->size()) {
      complain("not enough values for the pattern");
    }
    ++used_;
    return items_ == nullptr ? values_ : (*items_)[used_ - 1];
  }

  Value named(Budget& budget, std::string_view name) {
    if (!values_.is_dict()) complain("the pattern names '{}', its values have no names", name);
    used_ = 1;
    const std::optional<Value> found = item_of(budget, values_, text(budget, std::string(name)));
    if (!found) complain("no value '{}' for the pattern", name);
    return *found;
  }

  void check_all_used() const {
    if (items_ == nullptr ? used_ == 0 && !values_.is_dict() : used_ < items_->size()) {
      complain("not all values are used by the pattern");
    }
  }

 private:
  Value values_;
  std::shared_ptr<const Values> items_;
  std::size_t used_ = 0;
};

void take_flags(Pattern& pattern, Layout& layout) {
  while (pattern.begins("-+ #0")) {
    switch (pattern.take()) {
      case '-':
        layout.align = '<';
        break;
      case '+':
        layout.sign = '+';
        break;
      case ' ':
        if (layout.sign == '-') layout.sign = ' ';
        break;
      case '#':
        layout.is_alternate = true;
        break;
      default:
        layout.fill = "0";
    }
  }
  if (layout.align == 0) layout.align = layout.fill == "0" ? '=' : '>';
  if (layout.align == '<') layout.fill = " ";
}

/// What `%c` writes: a code point, or a text of one.
Value character_of(Budget& budget, const Value& value) {
  constexpr std::int64_t kLast = 0x10FFFF;
  if (value.is_text() && count_of(value.bytes()) == 1) return value;
  const auto is_half = [](std::int64_t point) { return point >= 0xD800 && point <= 0xDFFF; };
  const bool is_point = value.is_integer() && value.integer() >= 0 && value.integer() <= kLast &&
                        !is_half(value.integer());
  if (!is_point) complain("%c takes one character");
  std::string character;
  base::append_code_point(static_cast<char32_t>(value.integer()), character);
  return text(budget, character);
}

std::string printf_field(Budget& budget, Pattern& pattern, PrintfValues& values) {
  std::optional<Value> value;
  if (pattern.skip('(')) {
    value = values.named(budget, pattern.take_until(")"));
    pattern.take();
  }
  Layout layout;
  take_flags(pattern, layout);
  layout.width = pattern.take_number().value_or(0);
  if (pattern.skip('.')) layout.precision = pattern.take_number().value_or(0);
  layout.type = pattern.take();
  if (layout.type == '%') return "%";
  if (!value) value = values.next();
  if (layout.type == 'i' || layout.type == 'u') layout.type = 'd';
  if (layout.type == 'd' && value->is<double>()) {
    value = integer(static_cast<std::int64_t>(std::clamp(value->number(), -0x1p62, 0x1p62)));
  }
  if (layout.type == 'c') value = character_of(budget, *value);
  if (layout.type != 's' && layout.type != 'r' && layout.type != 'c') {
    return laid_out(budget, *value, layout);
  }
  const std::string written =
      layout.type == 'r' ? represented(budget, *value) : shown(budget, *value);
  layout.type = 's';
  layout.fill = " ";
  if (layout.align == '=') layout.align = '>';
  return laid_out(budget, text(budget, written), layout);
}

Layout layout_of(std::string_view written) {
  Layout layout;
  constexpr std::string_view kAligns = "<>^=";
  Pattern pattern(written);
  if (!pattern.is_empty()) {
    Pattern ahead = pattern;
    const std::string_view fill = ahead.take_point();
    if (ahead.begins(kAligns)) {
      layout.fill = fill;
      pattern = ahead;
    }
  }
  if (pattern.begins(kAligns)) layout.align = pattern.take();
  if (pattern.begins("+- ")) layout.sign = pattern.take();
  layout.is_alternate = pattern.skip('#');
  if (pattern.skip('0') && layout.align == 0) {
    layout.fill = "0";
    layout.align = '=';
  }
  layout.width = pattern.take_number().value_or(0);
  if (pattern.begins(",_")) layout.grouping = pattern.take();
  if (pattern.skip('.')) layout.precision = pattern.take_number();
  if (!pattern.is_empty()) layout.type = pattern.take();
  if (!pattern.is_empty()) complain("unknown layout '{}'", written);
  return layout;
}

/// The values of a pattern with braces: numbered in turn or as they are, or by name.
class BraceValues {
 public:
  explicit BraceValues(const Arguments& arguments) : arguments_(arguments) {}

  Value take(State& state, std::string_view field) {
    Pattern pattern(field);
    Value value = first(pattern.take_until(".["));
    while (!pattern.is_empty()) {
      if (pattern.take() == '.') {
        value = state.attribute(value, std::string(pattern.take_until(".[")));
      } else {
        value = state.item(value, key_of(state.budget(), pattern.take_until("]")));
        pattern.take();
      }
    }
    return value;
  }

 private:
  Value first(std::string_view name) {
    Pattern pattern(name);
    const std::optional<std::size_t> number = pattern.take_number();
    if (number || name.empty()) {
      const std::size_t index = number ? *number : next_++;
      if (index >= arguments_.positional.size()) {
        complain("the pattern has no value {}", index);
      }
      return arguments_.positional[index];
    }
    for (const auto& [key, value] : arguments_.named) {
      if (key == name) return value;
    }
    complain("the pattern has no value '{}'", name);
  }

  static Value key_of(Budget& budget, std::string_view key) {
    const std::optional<std::size_t> number = Pattern(key).take_number();
    return number ? size_value(*number) : text(budget, std::string(key));
  }

  const Arguments& arguments_;
  std::size_t next_ = 0;
};

std::string brace_field(State& state, Pattern& pattern, BraceValues& values) {
  Value value = values.take(state, pattern.take_until("!:}"));
  if (pattern.skip('!')) {
    const char conversion = pattern.take();
    value = text(state.budget(), conversion == 'r' ? represented(state.budget(), value)
                                                   : shown(state.budget(), value));
  }
  const std::string_view written = pattern.skip(':') ? pattern.take_until("}") : "";
  if (pattern.take() != '}') complain("a field does not end with '}}'");
  const Layout layout = layout_of(written);
  if (value.is_bool() && !written.empty()) value = integer(value.integer());
  return laid_out(state.budget(), value, layout);
}

}  // namespace

std::string printf_formatted(Budget& budget, std::string_view pattern_text, const Value& values) {
  Pattern pattern(pattern_text);
  PrintfValues left(values);
  std::string result;
  while (!pattern.is_empty()) {
    result += pattern.take_until("%");
    budget.step();
    if (pattern.skip('%')) result += printf_field(budget, pattern, left);
  }
  left.check_all_used();
  budget.make(result.size());
  return result;
}

std::string brace_formatted(State& state, std::string_view pattern_text,
                            const Arguments& arguments) {
  Pattern pattern(pattern_text);
  BraceValues values(arguments);
  std::string result;
  while (!pattern.is_empty()) {
    state.budget().step();
    result += pattern.take_until("{}");
    if (pattern.is_empty()) break;
    const char brace = pattern.take();
    if (pattern.skip(brace)) {
      result += brace;
    } else if (brace == '}') {
      complain("single '}}' in a pattern");
    } else {
      result += brace_field(state, pattern, values);
    }
  }
  state.budget().make(result.size());
  return result;
}

}  // namespace maas::text::jinja
