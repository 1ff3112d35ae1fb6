#include <algorithm>
#include <charconv>
#include <cmath>

#include "text/chat/jinja/characters.h"
#include "text/chat/jinja/filters.h"
#include "text/chat/jinja/formatting.h"
#include "text/chat/jinja/json.h"
#include "text/chat/jinja/methods.h"
#include "text/chat/jinja/parameters.h"
#include "text/chat/jinja/show.h"
#include "text/chat/jinja/state.h"

namespace maas::text::jinja {
namespace {

/// A filter that turns the text of its value into another.
template <auto kOf>
Value changed(State& state, const Value& value, const Arguments& arguments) {
  const Parameters given("the filter", arguments, {});
  return text(state.budget(), std::string(kOf(shown(state.budget(), value))));
}

/// `title` of the filter begins words where they are, and keeps what separates them.
std::string titled_words(std::string_view all) {
  constexpr std::string_view kBefore = "-({[<";
  std::string result;
  bool begins = true;
  while (!all.empty()) {
    const std::string_view point = all.substr(0, front_length(all));
    result += begins ? capitalized(point) : lowered_points(point);
    begins = all_of(point, is_space) || kBefore.find(point) != std::string_view::npos;
    all.remove_prefix(point.size());
  }
  return result;
}

Value string(State& state, const Value& value, const Arguments& arguments) {
  const Parameters given("string", arguments, {});
  return value.is_text() ? value : text(state.budget(), shown(state.budget(), value));
}

Value trim(State& state, const Value& value, const Arguments& arguments) {
  const Parameters given("trim", arguments, {"chars"});
  const Value whole = string(state, value, {});
  return text_method("strip")(state, whole, arguments);
}

Value safe(State& state, const Value& value, const Arguments& arguments) {
  const Parameters given("safe", arguments, {});
  return text(state.budget(), shown(state.budget(), value), /*is_markup=*/true);
}

Value escape(State& state, const Value& value, const Arguments& arguments) {
  const Parameters given("escape", arguments, {});
  if (value.is_text() && value.text().is_markup) return value;
  const std::string written = shown(state.budget(), value);
  return text(state.budget(), escaped(state.budget(), written), /*is_markup=*/true);
}

Value replace(State& state, const Value& value, const Arguments& arguments) {
  const Parameters given("replace", arguments, {"old", "new", "count"});
  const std::int64_t most =
      given.has(2) && !given.at(2).is_none() ? given.integer(2) : std::int64_t{-1};
  Budget& budget = state.budget();
  return text(budget, replaced(budget, shown(budget, value), shown(budget, given.at(0)),
                               shown(budget, given.at(1)), most));
}

Value indent(State& state, const Value& value, const Arguments& arguments) {
  const Parameters given("indent", arguments, {"width", "first", "blank"});
  std::string before;
  if (given.has(0) && given.at(0).is_text()) {
    before = given.text(0);
  } else {
    const std::int64_t width = std::max<std::int64_t>(0, given.integer_or(0, 4));
    state.budget().make(static_cast<std::size_t>(width));
    before.assign(static_cast<std::size_t>(width), ' ');
  }
  const std::string all = shown(state.budget(), value) + "\n";
  const std::vector<Line> lines = lines_of(all);
  std::string result;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string_view line = lines[i].text;
    if (i > 0) state.write("\n", result);
    const bool wanted = i == 0 ? given.is_true(1, false) : !line.empty() || given.is_true(2, false);
    if (wanted) state.write(before, result);
    state.write(line, result);
  }
  return text(state.budget(), std::move(result));
}

Value center(State& state, const Value& value, const Arguments& arguments) {
  constexpr std::int64_t kDefault = 80;
  const Parameters given("center", arguments, {"width"});
  const auto width = std::max<std::int64_t>(0, given.integer_or(0, kDefault));
  return text(state.budget(), padded(state.budget(), shown(state.budget(), value),
                                     static_cast<std::size_t>(width), " ", '^'));
}

Value truncate(State& state, const Value& value, const Arguments& arguments) {
  constexpr std::int64_t kDefault = 255;
  const Parameters given("truncate", arguments, {"length", "killwords", "end", "leeway"});
  const std::string all = shown(state.budget(), value);
  const std::string end = given.text_or(2, "...");
  const std::int64_t length = given.integer_or(0, kDefault);
  const auto count = static_cast<std::int64_t>(count_of(all));
  if (count <= length + given.integer_or(3, 5)) return text(state.budget(), all);
  const std::int64_t kept = length - static_cast<std::int64_t>(count_of(end));
  if (kept < 0) complain("truncate keeps {} characters, less than its end has", length);
  std::string result = all.substr(0, offset_of(all, static_cast<std::size_t>(kept)));
  if (!given.is_true(1, false)) result.resize(std::min(result.rfind(' '), result.size()));
  return text(state.budget(), result + end);
}

Value wordcount(State& state, const Value& value, const Arguments& arguments) {
  const Parameters given("wordcount", arguments, {});
  std::int64_t count = 0;
  const std::string all = shown(state.budget(), value);
  bool is_inside = false;
  for (std::string_view left = all; !left.empty(); left.remove_prefix(front_length(left))) {
    const std::string_view point = left.substr(0, front_length(left));
    const bool is_word = all_of(point, is_letter) || all_of(point, is_digit) || point == "_";
    if (is_word && !is_inside) ++count;
    is_inside = is_word;
  }
  return integer(count);
}

Value format(State& state, const Value& value, const Arguments& arguments) {
  if (!arguments.named.empty() && !arguments.positional.empty()) {
    complain("format takes values or named values, not both");
  }
  const std::string pattern = shown(state.budget(), value);
  Value values = tuple(state.budget(), arguments.positional);
  if (!arguments.named.empty()) {
    Dict named;
    for (const auto& [name, each] : arguments.named) named.set(text(state.budget(), name), each);
    values = dict(state.budget(), std::move(named));
  }
  return text(state.budget(), printf_formatted(state.budget(), pattern, values));
}

JsonStyle style_of(Budget& budget, const Parameters& given) {
  JsonStyle style;
  style.only_ascii = given.is_true(0, false);
  style.sorts_keys = given.is_true(3, false);
  if (given.has(1) && !given.at(1).is_none()) {
    if (given.at(1).is_text()) {
      style.indent = given.text(1);
    } else {
      const std::int64_t width = std::max<std::int64_t>(0, given.integer(1));
      budget.make(static_cast<std::size_t>(width));
      style.indent = std::string(static_cast<std::size_t>(width), ' ');
    }
    style.item_separator = ",";
  }
  if (given.has(2) && !given.at(2).is_none()) {
    const std::shared_ptr<const Values> both = items_of(budget, given.at(2));
    if (both->size() != 2) complain("separators are {}, not 2", both->size());
    style.item_separator = shown(budget, both->front());
    style.key_separator = shown(budget, both->back());
  }
  return style;
}

Value tojson(State& state, const Value& value, const Arguments& arguments) {
  const Parameters given("tojson", arguments,
                         {"ensure_ascii", "indent", "separators", "sort_keys"});
  return text(state.budget(), json_of(state.budget(), value, style_of(state.budget(), given)));
}

/// Reads a number from the whole of a text, which may have white space around it.
template <class Number>
std::optional<Number> number_in(std::string_view all) {
  all = stripped(all);
  if (all.starts_with('+')) all.remove_prefix(1);
  Number number{};
  const auto read = std::from_chars(all.data(), all.data() + all.size(), number);
  const bool is_whole = read.ec == std::errc() && read.ptr == all.data() + all.size();
  return is_whole ? std::optional(number) : std::nullopt;
}

Value whole_of(double number, const Value& fallback) {
  constexpr double kBeyond = 0x1p63;
  if (!(std::abs(number) < kBeyond)) return fallback;
  return integer(static_cast<std::int64_t>(number));
}

Value to_integer(State& /*state*/, const Value& value, const Arguments& arguments) {
  const Parameters given("int", arguments, {"default", "base"});
  const Value fallback = given.value_or(0, integer(0));
  if (value.is_integer()) return integer(value.integer());
  if (value.is<double>()) return whole_of(value.number(), fallback);
  if (!value.is_text()) return fallback;
  if (const auto whole = number_in<std::int64_t>(value.bytes())) return integer(*whole);
  const auto real_number = number_in<double>(value.bytes());
  return real_number ? whole_of(*real_number, fallback) : fallback;
}

Value to_real(State& /*state*/, const Value& value, const Arguments& arguments) {
  const Parameters given("float", arguments, {"default"});
  if (value.is_number()) return real(value.number());
  const auto number = value.is_text() ? number_in<double>(value.bytes()) : std::nullopt;
  return number ? real(*number) : given.value_or(0, real(0));
}

Value absolute(State& /*state*/, const Value& value, const Arguments& arguments) {
  const Parameters given("abs", arguments, {});
  if (!value.is_number()) complain("abs of '{}'", type_of(value));
  return value.number() < 0 ? negative(value) : positive(value);
}

/// Rounds to digits behind the point as Python does: the decimal that is closest.
double rounded(double number, std::int64_t digits) {
  if (digits >= 0) return *number_in<double>(fmt::format("{:.{}f}", number, digits));
  const double scale = std::pow(10.0, static_cast<double>(-digits));
  return std::nearbyint(number / scale) * scale;
}

Value round(State& /*state*/, const Value& value, const Arguments& arguments) {
  constexpr std::int64_t kMostDigits = 15;
  const Parameters given("round", arguments, {"precision", "method"});
  if (!value.is_number()) complain("round of '{}'", type_of(value));
  const std::int64_t digits = std::clamp(given.integer_or(0, 0), -kMostDigits, kMostDigits);
  const std::string method = given.text_or(1, "common");
  if (method == "common") {
    const bool stays = value.is_integer() && digits >= 0;
    return stays ? positive(value) : real(rounded(value.number(), digits));
  }
  const double scale = std::pow(10.0, static_cast<double>(digits));
  if (method == "ceil") return real(std::ceil(value.number() * scale) / scale);
  if (method == "floor") return real(std::floor(value.number() * scale) / scale);
  complain("round by '{}', not common, ceil or floor", method);
}

constexpr NamedFilter kFilters[] = {
    {"abs", absolute},
    {"capitalize", changed<capitalized>},
    {"center", center},
    {"e", escape},
    {"escape", escape},
    {"float", to_real},
    {"format", format},
    {"indent", indent},
    {"int", to_integer},
    {"lower", changed<lowered_points>},
    {"replace", replace},
    {"round", round},
    {"safe", safe},
    {"string", string},
    {"title", changed<titled_words>},
    {"tojson", tojson},
    {"trim", trim},
    {"truncate", truncate},
    {"upper", changed<uppered>},
    {"wordcount", wordcount},
};

}  // namespace

std::span<const NamedFilter> text_filters() {
  return kFilters;
}

}  // namespace maas::text::jinja
