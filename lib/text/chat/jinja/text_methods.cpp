#include <algorithm>
#include <span>

#include "text/chat/jinja/characters.h"
#include "text/chat/jinja/formatting.h"
#include "text/chat/jinja/methods.h"
#include "text/chat/jinja/operators.h"
#include "text/chat/jinja/parameters.h"
#include "text/chat/jinja/show.h"
#include "text/chat/jinja/state.h"

namespace maas::text::jinja {
namespace {

/// A method that only looks at its text.
template <auto kOf>
Value changed(State& state, const Value& self, const Arguments& arguments) {
  const Parameters given("the method", arguments, {});
  state.budget().look(self.bytes().size());
  return text(state.budget(), std::string(kOf(self.bytes())), self.text().is_markup);
}

template <auto kIs>
Value told(State& state, const Value& self, const Arguments& arguments) {
  const Parameters given("the method", arguments, {});
  state.budget().look(self.bytes().size());
  return boolean(kIs(self.bytes()));
}

bool is_alpha(std::string_view text) {
  return all_of(text, is_letter);
}
bool is_alnum(std::string_view text) {
  return all_of(text, [](char32_t value) { return is_letter(value) || is_digit(value); });
}
bool is_decimal(std::string_view text) {
  return all_of(text, is_digit);
}
bool is_no_space(char32_t value) {
  return !is_space(value);
}
bool is_blank(std::string_view text) {
  return all_of(text, is_space);
}

template <bool kFront, bool kBack>
Value strip(State& state, const Value& self, const Arguments& arguments) {
  const Parameters given("strip", arguments, {"chars"});
  std::function<bool(char32_t)> drops = is_space;
  if (given.has(0) && !given.at(0).is_none()) {
    drops = [characters = code_points(given.text(0))](char32_t value) {
      return characters.find(value) != std::u32string::npos;
    };
  }
  state.budget().look(self.bytes().size());
  std::string_view left = self.bytes();
  if (kFront) left = stripped_front(left, drops);
  if (kBack) left = stripped_back(left, drops);
  return text(state.budget(), std::string(left), self.text().is_markup);
}

template <bool kFront>
Value is_at_end(State& state, const Value& self, const Arguments& arguments) {
  const Parameters given(kFront ? "startswith" : "endswith", arguments, {"part"});
  const auto matches = [&](const Value& part) {
    if (!part.is_text()) complain("a text begins and ends with texts, not '{}'", type_of(part));
    state.budget().look(part.bytes().size());
    return kFront ? self.bytes().starts_with(part.bytes()) : self.bytes().ends_with(part.bytes());
  };
  const Sequence* several = given.at(0).sequence();
  if (several == nullptr) return boolean(matches(given.at(0)));
  return boolean(std::ranges::any_of(*several->items, matches));
}

Value split(State& state, const Value& self, const Arguments& arguments) {
  const Parameters given("split", arguments, {"sep", "maxsplit"});
  std::optional<std::string_view> separator;
  if (given.has(0) && !given.at(0).is_none()) separator = given.text(0);
  return list(state.budget(),
              split_text(state.budget(), self.bytes(), separator, given.integer_or(1, -1)));
}

/// Splits from the back at a separator.
Value rsplit(State& state, const Value& self, const Arguments& arguments) {
  const Parameters given("rsplit", arguments, {"sep", "maxsplit"});
  const std::int64_t most = given.integer_or(1, -1);
  if (!given.has(0) || given.at(0).is_none() || most < 0) {
    if (most >= 0) complain("rsplit with a limit needs a separator");
    return split(state, self, arguments);
  }
  const std::string& separator = given.text(0);
  if (separator.empty()) complain("empty separator");
  std::string_view left = self.bytes();
  state.budget().look(left.size());
  Values parts;
  for (std::int64_t i = 0; i < most; ++i) {
    const std::size_t at = left.rfind(separator);
    if (at == std::string_view::npos) break;
    parts.push_back(text(state.budget(), std::string(left.substr(at + separator.size()))));
    left = left.substr(0, at);
  }
  parts.push_back(text(state.budget(), std::string(left)));
  std::ranges::reverse(parts);
  return list(state.budget(), std::move(parts));
}

Value splitlines(State& state, const Value& self, const Arguments& arguments) {
  const Parameters given("splitlines", arguments, {"keepends"});
  Values lines;
  for (const Line& line : lines_of(self.bytes())) {
    const std::string_view whole = given.is_true(0, false) ? line.with_end : line.text;
    lines.push_back(text(state.budget(), std::string(whole)));
  }
  return list(state.budget(), std::move(lines));
}

Value replace(State& state, const Value& self, const Arguments& arguments) {
  const Parameters given("replace", arguments, {"old", "new", "count"});
  return text(state.budget(), replaced(state.budget(), self.bytes(), given.text(0), given.text(1),
                                       given.integer_or(2, -1)));
}

Value join(State& state, const Value& self, const Arguments& arguments) {
  const Parameters given("join", arguments, {"parts"});
  const std::shared_ptr<const Values> parts = items_of(state.budget(), given.at(0));
  std::string result;
  for (const Value& part : *parts) {
    if (!part.is_text()) complain("texts are joined only, not '{}'", type_of(part));
    if (&part != parts->data()) state.write(self.bytes(), result);
    state.write(part.bytes(), result);
  }
  return text(state.budget(), std::move(result));
}

/// Where a part stands in the text from a code point on, or npos.
template <bool kLast>
std::size_t place_of(State& state, const Value& self, const Parameters& given) {
  const std::string_view all = self.bytes();
  state.budget().look(all.size());
  Slice slice;
  if (given.has(1)) slice.from = given.integer(1);
  if (given.has(2)) slice.to = given.integer(2);
  const Value searched = sliced(state.budget(), self, slice);
  const std::size_t at =
      kLast ? searched.bytes().rfind(given.text(0)) : searched.bytes().find(given.text(0));
  if (at == std::string::npos) return at;
  const auto size = static_cast<std::int64_t>(count_of(all));
  const std::int64_t from = slice.from.value_or(0);
  return count_of(std::string_view(searched.bytes()).substr(0, at)) +
         static_cast<std::size_t>(std::clamp(from < 0 ? from + size : from, std::int64_t{0}, size));
}

template <bool kLast>
Value find(State& state, const Value& self, const Arguments& arguments) {
  const Parameters given("find", arguments, {"sub", "start", "end"});
  const std::size_t at = place_of<kLast>(state, self, given);
  return at == std::string::npos ? integer(-1) : size_value(at);
}

template <bool kLast>
Value index(State& state, const Value& self, const Arguments& arguments) {
  const Parameters given("index", arguments, {"sub", "start", "end"});
  const std::size_t at = place_of<kLast>(state, self, given);
  if (at == std::string::npos) complain("substring not found");
  return size_value(at);
}

Value count(State& state, const Value& self, const Arguments& arguments) {
  const Parameters given("count", arguments, {"sub"});
  const std::string& part = given.text(0);
  state.budget().look(self.bytes().size());
  if (part.empty()) return size_value(count_of(self.bytes()) + 1);
  std::int64_t found = 0;
  for (std::size_t at = 0; (at = self.bytes().find(part, at)) != std::string::npos; ++found) {
    at += part.size();
  }
  return integer(found);
}

template <bool kLast>
Value partition(State& state, const Value& self, const Arguments& arguments) {
  const Parameters given("partition", arguments, {"sep"});
  const std::string& all = self.bytes();
  const std::string& separator = given.text(0);
  if (separator.empty()) complain("empty separator");
  state.budget().look(all.size());
  const std::size_t at = kLast ? all.rfind(separator) : all.find(separator);
  const auto part = [&](std::string bytes) { return text(state.budget(), std::move(bytes)); };
  if (at == std::string::npos) {
    return tuple(state.budget(),
                 kLast ? Values{part(""), part(""), self} : Values{self, part(""), part("")});
  }
  return tuple(state.budget(),
               {part(all.substr(0, at)), part(separator), part(all.substr(at + separator.size()))});
}

template <bool kFront>
Value remove(State& state, const Value& self, const Arguments& arguments) {
  const Parameters given(kFront ? "removeprefix" : "removesuffix", arguments, {"part"});
  std::string_view left = self.bytes();
  const std::string& part = given.text(0);
  if (kFront && left.starts_with(part)) left.remove_prefix(part.size());
  if (!kFront && left.ends_with(part)) left.remove_suffix(part.size());
  return text(state.budget(), std::string(left));
}

/// `str.center`, which puts what cannot be halved to the left if the width is odd.
Value center(State& state, const Value& self, const Arguments& arguments) {
  const Parameters given("center", arguments, {"width", "fillchar"});
  const auto width = static_cast<std::size_t>(std::max<std::int64_t>(0, given.integer(0)));
  const std::size_t count = count_of(self.bytes());
  const std::size_t missing = width - std::min(width, count);
  const std::size_t left = missing / 2 + (missing & width & 1U);
  Budget& budget = state.budget();
  const std::string fill = given.text_or(1, " ");
  const std::string front = padded(budget, self.bytes(), count + left, fill, '>');
  return text(budget, padded(budget, front, width, fill, '<'));
}

template <char kAlign>
Value pad(State& state, const Value& self, const Arguments& arguments) {
  const Parameters given("the method", arguments, {"width", "fillchar"});
  const auto width = static_cast<std::size_t>(std::max<std::int64_t>(0, given.integer(0)));
  return text(state.budget(),
              padded(state.budget(), self.bytes(), width, given.text_or(1, " "), kAlign));
}

Value zfill(State& state, const Value& self, const Arguments& arguments) {
  const Parameters given("zfill", arguments, {"width"});
  const auto width = static_cast<std::size_t>(std::max<std::int64_t>(0, given.integer(0)));
  const bool has_sign = self.bytes().starts_with("-") || self.bytes().starts_with("+");
  const std::string sign = self.bytes().substr(0, has_sign ? 1 : 0);
  return text(state.budget(), sign + padded(state.budget(), self.bytes().substr(sign.size()),
                                            width - std::min(width, sign.size()), "0", '>'));
}

Value format(State& state, const Value& self, const Arguments& arguments) {
  return text(state.budget(), brace_formatted(state, self.bytes(), arguments));
}

struct Named {
  std::string_view name;
  Method method;
};

constexpr Named kMethods[] = {
    {"capitalize", changed<capitalized>},
    {"casefold", changed<lowered_points>},
    {"center", center},
    {"count", count},
    {"endswith", is_at_end<false>},
    {"find", find<false>},
    {"format", format},
    {"index", index<false>},
    {"isalnum", told<is_alnum>},
    {"isalpha", told<is_alpha>},
    {"isdecimal", told<is_decimal>},
    {"isdigit", told<is_decimal>},
    {"islower", told<is_lower>},
    {"isnumeric", told<is_decimal>},
    {"isspace", told<is_blank>},
    {"isupper", told<is_upper>},
    {"join", join},
    {"ljust", pad<'<'>},
    {"lower", changed<lowered_points>},
    {"lstrip", strip<true, false>},
    {"partition", partition<false>},
    {"removeprefix", remove<true>},
    {"removesuffix", remove<false>},
    {"replace", replace},
    {"rfind", find<true>},
    {"rindex", index<true>},
    {"rjust", pad<'>'>},
    {"rpartition", partition<true>},
    {"rsplit", rsplit},
    {"rstrip", strip<false, true>},
    {"split", split},
    {"splitlines", splitlines},
    {"startswith", is_at_end<true>},
    {"strip", strip<true, true>},
    {"title", changed<titled>},
    {"upper", changed<uppered>},
    {"zfill", zfill},
};

}  // namespace

Method text_method(std::string_view name) {
  const auto found = std::ranges::find(kMethods, name, &Named::name);
  return found == std::end(kMethods) ? nullptr : found->method;
}

Values split_text(Budget& budget, std::string_view left, std::optional<std::string_view> separator,
                  std::int64_t most) {
  if (separator && separator->empty()) complain("empty separator");
  budget.look(left.size());
  Values parts;
  if (!separator) left = stripped_front(left, is_space);
  while (!(left.empty() && !separator)) {
    const bool is_last = most >= 0 && std::ssize(parts) >= most;
    std::size_t end = left.size();
    if (!is_last) {
      end = separator ? left.find(*separator)
                      : left.size() - stripped_front(left, is_no_space).size();
    }
    if (end == std::string_view::npos || end == left.size()) {
      parts.push_back(text(budget, std::string(left)));
      break;
    }
    parts.push_back(text(budget, std::string(left.substr(0, end))));
    left.remove_prefix(end + (separator ? separator->size() : 0));
    if (!separator) left = stripped_front(left, is_space);
  }
  return parts;
}

std::string replaced(Budget& budget, std::string_view left, std::string_view from,
                     std::string_view to, std::int64_t most) {
  std::string result;
  const auto append = [&](std::string_view part) {
    budget.make(part.size());
    result += part;
  };
  for (std::int64_t done = 0; most < 0 || done < most; ++done) {
    budget.step();
    if (from.empty()) {
      append(to);
      if (left.empty()) return result;
      const std::size_t length = front_length(left);
      append(left.substr(0, length));
      left.remove_prefix(length);
      continue;
    }
    const std::size_t at = left.find(from);
    if (at == std::string_view::npos) break;
    append(left.substr(0, at));
    append(to);
    left.remove_prefix(at + from.size());
  }
  append(left);
  return result;
}

}  // namespace maas::text::jinja
