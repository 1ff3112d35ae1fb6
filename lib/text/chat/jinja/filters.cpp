#include "text/chat/jinja/filters.h"

#include <algorithm>

#include "text/chat/jinja/characters.h"
#include "text/chat/jinja/methods.h"
#include "text/chat/jinja/state.h"

namespace maas::text::jinja {

Filter find_filter(std::string_view name) {
  for (const auto filters : {text_filters(), row_filters(), choice_filters()}) {
    const auto found = std::ranges::find(filters, name, &NamedFilter::name);
    if (found != filters.end()) return found->filter;
  }
  return nullptr;
}

Value apply_filter(State& state, std::string_view name, const Value& value,
                   const Arguments& arguments) {
  const Filter filter = find_filter(name);
  if (filter == nullptr) complain("no filter named '{}'", name);
  return filter(state, value, arguments);
}

bool apply_test(State& state, std::string_view name, const Value& value,
                const Arguments& arguments) {
  const Test test = find_test(name);
  if (test == nullptr) complain("no test named '{}'", name);
  return test(state, value, arguments);
}

Value attribute_at(State& state, const Value& value, const Value& path) {
  if (!path.is_text()) return state.item(value, path);
  Value found = value;
  for (const Value& part : split_text(state.budget(), path.bytes(), ".", -1)) {
    const std::string& name = part.bytes();
    constexpr std::size_t kMostDigits = 18;
    const bool is_place = all_of(name, is_digit) && name.size() <= kMostDigits;
    found = state.item(found, is_place ? integer(std::stoll(name)) : part);
  }
  return found;
}

}  // namespace maas::text::jinja
