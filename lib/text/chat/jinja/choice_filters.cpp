#include <algorithm>

#include "text/chat/jinja/filters.h"
#include "text/chat/jinja/parameters.h"
#include "text/chat/jinja/state.h"

namespace maas::text::jinja {
namespace {

Arguments without_front(const Arguments& arguments, std::size_t count) {
  const auto from = arguments.positional.begin() + static_cast<std::ptrdiff_t>(count);
  return {{from, arguments.positional.end()}, arguments.named};
}

const Value& front_of(const Arguments& arguments, std::size_t index, std::string_view filter) {
  if (index < arguments.positional.size()) return arguments.positional[index];
  complain("{} needs {} arguments", filter, index + 1);
}

const std::string& name_of(const Value& value) {
  if (!value.is_text())
    complain("a filter or test has a text as its name, not '{}'", type_of(value));
  return value.bytes();
}

Value fallback(State& /*state*/, const Value& value, const Arguments& arguments) {
  const Parameters given("default", arguments, {"default_value", "boolean"});
  const bool is_missing = value.is_undefined() || (given.is_true(1, false) && !is_true(value));
  if (!is_missing) return value;
  return given.value_or(0, Value(std::make_shared<const Text>()));
}

Value attribute(State& state, const Value& value, const Arguments& arguments) {
  const Parameters given("attr", arguments, {"name"});
  Object* object = value.object();
  std::optional<Value> found;
  if (object != nullptr) found = object->attribute(state, given.text(0));
  return found ? *found
               : undefined(fmt::format("'{}' object has no attribute '{}'", type_of(value),
                                       given.text(0)));
}

/// Keeps the items for which a test holds, or not; of an attribute, if `kOfAttribute`.
template <bool kKeeps, bool kOfAttribute>
Value select(State& state, const Value& value, const Arguments& arguments) {
  if (!is_true(value)) return generator(state.budget(), {});
  constexpr std::size_t kTest = kOfAttribute ? 1 : 0;
  const bool has_test = arguments.positional.size() > kTest;
  const Arguments rest = has_test ? without_front(arguments, kTest + 1) : Arguments();
  const auto holds = [&](const Value& item) {
    const Value tested =
        kOfAttribute ? attribute_at(state, item, front_of(arguments, 0, "selectattr")) : item;
    state.budget().step();
    return has_test ? apply_test(state, name_of(arguments.positional[kTest]), tested, rest)
                    : is_true(tested);
  };
  Values kept;
  for (const Value& item : *items_of(state.budget(), value)) {
    if (holds(item) == kKeeps) kept.push_back(item);
  }
  return generator(state.budget(), std::move(kept));
}

Values mapped_attributes(State& state, const Values& items, const Arguments& arguments) {
  const Parameters given("map", arguments, {"attribute", "default"});
  Values result;
  for (const Value& item : items) {
    state.budget().step();
    Value found = attribute_at(state, item, given.at(0));
    result.push_back(found.is_undefined() ? given.value_or(1, found) : found);
  }
  return result;
}

Value map(State& state, const Value& value, const Arguments& arguments) {
  if (!is_true(value)) return generator(state.budget(), {});
  const std::shared_ptr<const Values> items = items_of(state.budget(), value);
  const bool by_attribute = arguments.positional.empty() && !arguments.named.empty();
  if (by_attribute) return generator(state.budget(), mapped_attributes(state, *items, arguments));
  const std::string& filter = name_of(front_of(arguments, 0, "map"));
  const Arguments rest = without_front(arguments, 1);
  Values result;
  for (const Value& item : *items) {
    const Budget::Level level(state.budget());
    state.budget().step();
    result.push_back(apply_filter(state, filter, item, rest));
  }
  return generator(state.budget(), std::move(result));
}

constexpr NamedFilter kFilters[] = {
    {"attr", attribute},
    {"d", fallback},
    {"default", fallback},
    {"map", map},
    {"reject", select<false, false>},
    {"rejectattr", select<false, true>},
    {"select", select<true, false>},
    {"selectattr", select<true, true>},
};

}  // namespace

std::span<const NamedFilter> choice_filters() {
  return kFilters;
}

}  // namespace maas::text::jinja
