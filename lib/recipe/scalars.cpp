#include "recipe/scalars.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <span>
#include <vector>

#include <fmt/format.h>

#include "base/strings.h"

namespace maas::recipe {
namespace {

bool one_of(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), text) != words.end();
}

bool takes_sign(std::string_view& text, char sign) {
  if (!text.starts_with(sign)) return false;
  text.remove_prefix(1);
  return true;
}

/// A unit and what one of it is worth: `factor` multiplied, then divided by `divisor`.
struct Unit {
  std::string_view name;
  double factor = 1;
  double divisor = 1;
};

constexpr std::array kDurations = {Unit{"ms", 1, 1000}, Unit{"s"}, Unit{"min", 60}, Unit{"h", 3600},
                                   Unit{"d", 86400}};
constexpr std::array kMultipliers = {Unit{""}, Unit{"k", 1e3}, Unit{"M", 1e6}, Unit{"G", 1e9}};
constexpr std::array<std::string_view, 3> kSpans = {"step", "epoch", "tok"};

/// Splits "1.5min" into 1.5 and "min".
std::optional<double> take_number(std::string_view& text) {
  std::string_view rest = text;
  if (takes_sign(rest, '+') && rest.starts_with('-')) return std::nullopt;
  if (rest.empty() ||
      !one_of(rest.substr(0, 1), {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9", ".", "-"})) {
    return std::nullopt;
  }
  double value = 0;
  const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), value);
  if (error != std::errc{} || !std::isfinite(value)) return std::nullopt;
  text = rest.substr(static_cast<std::size_t>(end - rest.data()));
  return value;
}

/// What to say of a number with a wrong unit, or none.
std::string complain_of_unit(std::string_view amount, std::string_view unit,
                             const std::vector<std::string>& units) {
  std::vector<std::string> examples;
  for (const std::string& known : units) examples.push_back(fmt::format("{}{}", amount, known));
  if (unit.empty()) return fmt::format("has no unit: write {}", base::join(examples, " or "));
  const std::string meant = base::closest(unit, units);
  return fmt::format(
      "has unknown unit '{}': write {}", unit,
      meant.empty() ? base::join(examples, " or ") : fmt::format("{}{}", amount, meant));
}

std::string_view number_of(std::string_view text, std::string_view unit) {
  return text.substr(0, text.size() - unit.size());
}

}  // namespace

bool is_null_word(std::string_view text) {
  return one_of(text, {"", "~", "null", "Null", "NULL"});
}

std::optional<bool> parse_bool(std::string_view text) {
  if (one_of(text, {"true", "True", "TRUE"})) return true;
  if (one_of(text, {"false", "False", "FALSE"})) return false;
  return std::nullopt;
}

std::optional<std::int64_t> parse_integer(std::string_view text) {
  const int base = text.starts_with("0x") ? 16 : text.starts_with("0o") ? 8 : 10;
  const std::size_t prefix = base != 10 ? 2 : text.starts_with('+') ? 1 : 0;
  text.remove_prefix(prefix);
  if (prefix != 0 && text.starts_with('-')) return std::nullopt;
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, base);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<double> parse_real(std::string_view text) {
  std::string_view unsigned_text = text;
  const bool negative = takes_sign(unsigned_text, '-');
  if (!negative) takes_sign(unsigned_text, '+');
  if (one_of(unsigned_text, {".inf", ".Inf", ".INF"})) {
    const double infinity = std::numeric_limits<double>::infinity();
    return negative ? -infinity : infinity;
  }
  std::string_view rest = text;
  const std::optional<double> value = take_number(rest);
  return rest.empty() ? value : std::nullopt;
}

Parsed<Span> parse_span(std::string_view text) {
  std::string_view unit = text;
  const std::optional<double> amount = take_number(unit);
  if (!amount) {
    return {{}, fmt::format("must be a length such as 500step, 5epoch or 2Mtok, not '{}'", text)};
  }
  for (const Unit& multiplier : kMultipliers) {
    for (std::size_t kind = 0; kind < kSpans.size(); ++kind) {
      if (unit == fmt::format("{}{}", multiplier.name, kSpans[kind])) {
        return {Span{*amount * multiplier.factor, static_cast<Span::Unit>(kind)}, ""};
      }
    }
  }
  return {{}, complain_of_unit(number_of(text, unit), unit, {kSpans.begin(), kSpans.end()})};
}

Parsed<Duration> parse_duration(std::string_view text) {
  std::string_view name = text;
  const std::optional<double> amount = take_number(name);
  if (!amount) return {{}, fmt::format("must be a time such as 30s, 90min or 2h, not '{}'", text)};
  std::vector<std::string> known;
  for (const Unit& unit : kDurations) {
    if (unit.name == name) return {Duration{*amount * unit.factor / unit.divisor}, ""};
    known.emplace_back(unit.name);
  }
  return {{}, complain_of_unit(number_of(text, name), name, known)};
}

namespace {

/// A number and one of the units behind it.
std::string pattern_of(const std::string& units) {
  return fmt::format(R"(^[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?({})$)", units);
}

}  // namespace

std::string span_pattern() {
  std::vector<std::string> multipliers;
  for (const Unit& unit : kMultipliers) multipliers.emplace_back(unit.name);
  return pattern_of(fmt::format("({})({})", base::join(multipliers, "|"),
                                base::join({kSpans.begin(), kSpans.end()}, "|")));
}

std::string duration_pattern() {
  std::vector<std::string> units;
  for (const Unit& unit : kDurations) units.emplace_back(unit.name);
  return pattern_of(base::join(units, "|"));
}

std::string format_bool(bool value) {
  return value ? "true" : "false";
}

std::string format_real(double value) {
  if (std::isinf(value)) return value > 0 ? ".inf" : "-.inf";
  if (std::isnan(value)) return std::string(kNotANumber);
  constexpr double kExactIntegers = 1e15;
  if (value == std::trunc(value) && std::abs(value) < kExactIntegers) {
    return fmt::format("{:.0f}", value);
  }
  return base::shortest(value);
}

std::string format_span(const Span& span) {
  const std::string_view unit = kSpans[static_cast<std::size_t>(span.unit)];
  if (span.unit == Span::Unit::kToken) {
    for (const Unit& multiplier : {kMultipliers[3], kMultipliers[2], kMultipliers[1]}) {
      const double amount = span.amount / multiplier.factor;
      if (amount >= 1 && amount == std::trunc(amount)) {
        return fmt::format("{}{}{}", format_real(amount), multiplier.name, unit);
      }
    }
  }
  return format_real(span.amount) + std::string(unit);
}

std::string format_duration(const Duration& duration) {
  for (const Unit& unit :
       {kDurations[4], kDurations[3], kDurations[2], kDurations[1], kDurations[0]}) {
    const double amount = duration.seconds / unit.factor * unit.divisor;
    if (amount >= 1 && amount == std::trunc(amount) &&
        amount * unit.factor / unit.divisor == duration.seconds) {
      return format_real(amount) + std::string(unit.name);
    }
  }
  return format_real(duration.seconds) + "s";
}

std::string format_range(const Range& range) {
  const std::string low =
      std::isinf(range.min)
          ? ""
          : fmt::format("{} {}", range.min_open ? "above" : "at least", format_real(range.min));
  const std::string high =
      std::isinf(range.max)
          ? ""
          : fmt::format("{} {}", range.max_open ? "below" : "at most", format_real(range.max));
  if (low.empty() || high.empty()) return low + high;
  if (!range.min_open && !range.max_open) {
    return fmt::format("between {} and {}", format_real(range.min), format_real(range.max));
  }
  return fmt::format("{} and {}", low, high);
}

}  // namespace maas::recipe
