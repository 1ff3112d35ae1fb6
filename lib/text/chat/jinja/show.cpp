#include "text/chat/jinja/show.h"

#include <array>
#include <charconv>
#include <cmath>

#include <utf8proc.h>

#include "base/utf8.h"
#include "text/chat/jinja/namespace.h"

namespace maas::text::jinja {
namespace {

/// Returns "1234.5" of the digits "12345" and the exponent 3, or "1.2345e+30" where Python does.
std::string laid_out(std::string digits, int exponent) {
  constexpr int kSmallest = -4;
  constexpr int kLargest = 16;
  const int count = static_cast<int>(digits.size());
  if (exponent < kSmallest || exponent >= kLargest) {
    if (count > 1) digits.insert(1, ".");
    return fmt::format("{}e{}{:02}", digits, exponent < 0 ? '-' : '+', std::abs(exponent));
  }
  if (exponent < 0)
    return "0." + std::string(static_cast<std::size_t>(-exponent - 1), '0') + digits;
  if (count <= exponent + 1) {
    return digits + std::string(static_cast<std::size_t>(exponent + 1 - count), '0') + ".0";
  }
  return digits.insert(static_cast<std::size_t>(exponent) + 1, ".");
}

bool is_printable(char32_t value) {
  switch (utf8proc_category(static_cast<utf8proc_int32_t>(value))) {
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_CS:
    case UTF8PROC_CATEGORY_CO:
    case UTF8PROC_CATEGORY_CN:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
      return false;
    case UTF8PROC_CATEGORY_ZS:
      return value == ' ';
    default:
      return true;
  }
}

std::string escaped(char32_t value) {
  const auto number = static_cast<std::uint32_t>(value);
  if (number <= 0xFF) return fmt::format("\\x{:02x}", number);
  return number <= 0xFFFF ? fmt::format("\\u{:04x}", number) : fmt::format("\\U{:08x}", number);
}

void append_quoted(std::string_view point, char32_t value, char quote, std::string& result) {
  if (value == static_cast<char32_t>(quote) || value == '\\') {
    result += '\\';
    result += point;
  } else if (value == '\n') {
    result += "\\n";
  } else if (value == '\r') {
    result += "\\r";
  } else if (value == '\t') {
    result += "\\t";
  } else if (is_printable(value)) {
    result += point;
  } else {
    result += escaped(value);
  }
}

/// Writes values into one text, and pays for it.
class Representation {
 public:
  explicit Representation(Budget& budget) : budget_(budget) {}

  void add(const Value& value) {
    const Budget::Level level(budget_);
    budget_.step();
    if (value.is_text()) {
      add(quoted(value.bytes()));
    } else if (value.is<double>()) {
      add(represented(value.number()));
    } else if (value.is_bool()) {
      add(value.integer() != 0 ? "True" : "False");
    } else if (value.is_integer()) {
      add(std::to_string(value.integer()));
    } else if (value.is_dict()) {
      add_entries(value.dict());
    } else if (const Sequence* sequence = value.sequence()) {
      add_sequence(*sequence);
    } else if (const auto* names = dynamic_cast<const Namespace*>(value.object())) {
      add("<Namespace ");
      add_entries(names->attributes());
      add(">");
    } else if (value.object() != nullptr) {
      add(fmt::format("<{}>", value.object()->type()));
    } else {
      add(value.is_none() ? "None" : "Undefined");
    }
  }

  std::string take() { return std::move(result_); }

 private:
  void add(std::string_view part) {
    budget_.make(part.size());
    result_ += part;
  }

  void add_entries(const Dict& dict) {
    std::string_view separator = "{";
    for (const auto& [key, value] : dict.entries()) {
      add(std::exchange(separator, ", "));
      add(key);
      add(": ");
      add(value);
    }
    add(dict.entries().empty() ? "{}" : "}");
  }

  void add_sequence(const Sequence& sequence) {
    switch (sequence.kind) {
      case Sequence::Kind::kList:
        return add_items(*sequence.items, "[", "]");
      case Sequence::Kind::kTuple:
        return add_items(*sequence.items, "(", sequence.items->size() == 1 ? ",)" : ")");
      case Sequence::Kind::kRange:
        return add(sequence.shown);
      case Sequence::Kind::kView:
        add(sequence.shown);
        return add_items(*sequence.items, "([", "])");
      case Sequence::Kind::kGenerator:
        return add("<generator object>");
    }
  }

  void add_items(const Values& items, std::string_view before, std::string_view behind) {
    add(before);
    std::string_view separator;
    for (const Value& item : items) {
      add(std::exchange(separator, ", "));
      add(item);
    }
    add(behind);
  }

  Budget& budget_;
  std::string result_;
};

}  // namespace

std::string shown(Budget& budget, const Value& value) {
  if (value.is_text()) return value.bytes();
  return value.is_undefined() ? "" : represented(budget, value);
}

std::string represented(Budget& budget, const Value& value) {
  Representation representation(budget);
  representation.add(value);
  return representation.take();
}

std::string represented(double value) {
  if (std::isnan(value)) return "nan";
  if (std::isinf(value)) return value < 0 ? "-inf" : "inf";
  std::array<char, 32> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), std::abs(value),
                                 std::chars_format::scientific);
  const std::string_view written(buffer.data(), static_cast<std::size_t>(end.ptr - buffer.data()));
  const std::size_t split = written.find('e');
  std::string digits(written.substr(0, split));
  if (digits.size() > 1) digits.erase(1, 1);
  int exponent = 0;
  const std::string_view power = written.substr(split + (written[split + 1] == '+' ? 2 : 1));
  std::from_chars(power.data(), power.data() + power.size(), exponent);
  return (std::signbit(value) ? "-" : "") + laid_out(std::move(digits), exponent);
}

std::string quoted(std::string_view text) {
  const bool has_single = text.find('\'') != std::string_view::npos;
  const bool has_double = text.find('"') != std::string_view::npos;
  const char quote = has_single && !has_double ? '"' : '\'';
  std::string result(1, quote);
  while (!text.empty()) {
    base::CodePoint point = base::first_code_point(text);
    if (point.length == 0) point = {static_cast<unsigned char>(text.front()), 1};
    append_quoted(text.substr(0, point.length), point.value, quote, result);
    text.remove_prefix(point.length);
  }
  return result + quote;
}

}  // namespace maas::text::jinja
