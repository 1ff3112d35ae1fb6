#include <algorithm>
#include <cmath>

#include "text/chat/jinja/characters.h"
#include "text/chat/jinja/formatting.h"
#include "text/chat/jinja/show.h"

namespace maas::text::jinja {
namespace {

constexpr std::size_t kMostDigits = 64;
constexpr std::string_view kWholeTypes = "dxXob";
constexpr std::string_view kRealTypes = "fFeEgG%";

bool is_one_of(char type, std::string_view types) {
  return type != 0 && types.find(type) != std::string_view::npos;
}

std::string grouped(std::string digits, char separator) {
  if (separator == 0) return digits;
  const std::size_t end = std::min(digits.find_first_not_of("0123456789"), digits.size());
  for (std::size_t at = end; at > 3; at -= 3) digits.insert(at - 3, 1, separator);
  return digits;
}

std::string whole_digits(std::uint64_t number, const Layout& layout) {
  const auto prefixed = [&](std::string_view prefix, std::string digits) {
    return layout.is_alternate ? std::string(prefix) + digits : digits;
  };
  switch (layout.type) {
    case 'x':
      return prefixed("0x", fmt::format("{:x}", number));
    case 'X':
      return prefixed("0X", fmt::format("{:X}", number));
    case 'o':
      return prefixed("0o", fmt::format("{:o}", number));
    case 'b':
      return prefixed("0b", fmt::format("{:b}", number));
    default:
      return grouped(std::to_string(number), layout.grouping);
  }
}

std::string real_digits(double number, const Layout& layout) {
  constexpr int kDefault = 6;
  const int precision = layout.precision ? static_cast<int>(*layout.precision) : kDefault;
  switch (layout.type) {
    case 'f':
    case 'F':
      return grouped(fmt::format("{:.{}f}", number, precision), layout.grouping);
    case 'e':
      return fmt::format("{:.{}e}", number, precision);
    case 'E':
      return fmt::format("{:.{}E}", number, precision);
    case 'G':
      return fmt::format("{:.{}G}", number, precision);
    case '%':
      return fmt::format("{:.{}f}%", number * 100, precision);
    default:
      if (layout.type == 0 && !layout.precision) return represented(number);
      return grouped(fmt::format("{:.{}g}", number, precision), layout.grouping);
  }
}

std::string sign_of(bool is_negative, char sign) {
  if (is_negative) return "-";
  return sign == '-' ? "" : std::string(1, sign);
}

std::string with_sign(Budget& budget, const std::string& sign, const std::string& digits,
                      const Layout& layout) {
  if (layout.align != '=') {
    return padded(budget, sign + digits, layout.width, layout.fill,
                  layout.align == 0 ? '>' : layout.align);
  }
  const std::size_t left = layout.width - std::min(layout.width, sign.size());
  return sign + padded(budget, digits, left, layout.fill, '>');
}

std::string whole(Budget& budget, std::int64_t number, const Layout& layout) {
  const auto size = static_cast<std::uint64_t>(number);
  const std::string digits = whole_digits(number < 0 ? 0 - size : size, layout);
  return with_sign(budget, sign_of(number < 0, layout.sign), digits, layout);
}

std::string real_number(Budget& budget, double number, const Layout& layout) {
  if (layout.precision.value_or(0) > kMostDigits) {
    complain("a number with {} digits, at most {}", *layout.precision, kMostDigits);
  }
  const std::string digits = real_digits(std::abs(number), layout);
  return with_sign(budget, sign_of(std::signbit(number), layout.sign), digits, layout);
}

}  // namespace

std::string padded(Budget& budget, std::string_view text, std::size_t width, std::string_view fill,
                   char align) {
  const std::size_t count = count_of(text);
  const std::size_t missing = width - std::min(width, count);
  budget.make(text.size());
  budget.make(missing);
  const std::size_t left = align == '<' ? 0 : align == '>' ? missing : missing / 2;
  std::string result;
  for (std::size_t i = 0; i < left; ++i) result += fill;
  result += text;
  for (std::size_t i = left; i < missing; ++i) result += fill;
  return result;
}

std::string laid_out(Budget& budget, const Value& value, const Layout& layout) {
  if (is_one_of(layout.type, kRealTypes)) {
    if (!value.is_number()) complain("'{}' is laid out as a number", type_of(value));
    return real_number(budget, value.number(), layout);
  }
  if (value.is<std::int64_t>() && layout.type == 0) return whole(budget, value.integer(), layout);
  if (is_one_of(layout.type, kWholeTypes)) {
    if (!value.is_integer()) complain("'{}' is laid out as a whole number", type_of(value));
    return whole(budget, value.integer(), layout);
  }
  if (value.is<double>() && layout.type == 0) return real_number(budget, value.number(), layout);
  if (layout.type != 0 && layout.type != 's') complain("unknown layout '{}'", layout.type);
  const std::string all = shown(budget, value);
  const std::string_view part =
      layout.precision ? std::string_view(all).substr(0, offset_of(all, *layout.precision)) : all;
  const char align = layout.align == 0 || layout.align == '=' ? '<' : layout.align;
  return padded(budget, part, layout.width, layout.fill, align);
}

std::string escaped(Budget& budget, std::string_view text) {
  std::string result;
  for (const char byte : text) {
    switch (byte) {
      case '&':
        result += "&amp;";
        break;
      case '<':
        result += "&lt;";
        break;
      case '>':
        result += "&gt;";
        break;
      case '\'':
        result += "&#39;";
        break;
      case '"':
        result += "&#34;";
        break;
      default:
        result += byte;
    }
  }
  budget.make(result.size());
  return result;
}

}  // namespace maas::text::jinja
