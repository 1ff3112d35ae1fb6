#include "text/chat/jinja/methods.h"

#include <algorithm>
#include <span>

#include "text/chat/jinja/functions.h"
#include "text/chat/jinja/operators.h"
#include "text/chat/jinja/parameters.h"
#include "text/chat/jinja/show.h"
#include "text/chat/jinja/state.h"

namespace maas::text::jinja {
namespace {

Value dict_get(State& state, const Value& self, const Arguments& arguments) {
  if (!arguments.named.empty()) complain("get takes no arguments by name");
  const Parameters given("get", arguments, {"key", "default"});
  const std::optional<Value> found = item_of(state.budget(), self, given.at(0));
  return found ? *found : given.value_or(1, none());
}

template <class Part>
Value view(State& state, const Value& self, std::string_view name, const Part& part) {
  Values items;
  for (const Dict::Entry& entry : self.dict().entries()) items.push_back(part(entry));
  return sequence(state.budget(), Sequence::Kind::kView, std::move(items), std::string(name));
}

Value dict_items(State& state, const Value& self, const Arguments& arguments) {
  const Parameters given("items", arguments, {});
  return view(state, self, "dict_items", [&](const Dict::Entry& entry) {
    return tuple(state.budget(), {entry.first, entry.second});
  });
}

Value dict_keys(State& state, const Value& self, const Arguments& arguments) {
  const Parameters given("keys", arguments, {});
  return view(state, self, "dict_keys", [](const Dict::Entry& entry) { return entry.first; });
}

Value dict_values(State& state, const Value& self, const Arguments& arguments) {
  const Parameters given("values", arguments, {});
  return view(state, self, "dict_values", [](const Dict::Entry& entry) { return entry.second; });
}

/// Nothing can be changed: a copy is as good as the value.
Value copy(State& /*state*/, const Value& self, const Arguments& arguments) {
  const Parameters given("copy", arguments, {});
  return self;
}

Value count(State& state, const Value& self, const Arguments& arguments) {
  const Parameters given("count", arguments, {"value"});
  const auto same = [&](const Value& item) { return equals(state.budget(), item, given.at(0)); };
  return integer(std::ranges::count_if(*self.sequence()->items, same));
}

Value index(State& state, const Value& self, const Arguments& arguments) {
  const Parameters given("index", arguments, {"value"});
  const Values& items = *self.sequence()->items;
  const auto same = [&](const Value& item) { return equals(state.budget(), item, given.at(0)); };
  const auto found = std::ranges::find_if(items, same);
  if (found == items.end()) complain("{} is not in list", shown(state.budget(), given.at(0)));
  return integer(found - items.begin());
}

struct Named {
  std::string_view name;
  Method method;
};

constexpr Named kOfDicts[] = {{"get", dict_get},
                              {"items", dict_items},
                              {"keys", dict_keys},
                              {"values", dict_values},
                              {"copy", copy}};
constexpr Named kOfLists[] = {{"count", count}, {"index", index}, {"copy", copy}};

constexpr std::string_view kChangesDicts[] = {"clear", "pop", "popitem", "setdefault", "update"};
constexpr std::string_view kChangesLists[] = {"append", "clear", "pop",    "reverse",
                                              "insert", "sort",  "extend", "remove"};

Method among(std::span<const Named> methods, std::string_view name) {
  const auto found = std::ranges::find(methods, name, &Named::name);
  return found == methods.end() ? nullptr : found->method;
}

Method find_method(const Value& value, std::string_view name) {
  if (value.is_text()) return text_method(name);
  if (value.is_dict()) return among(kOfDicts, name);
  const Sequence* sequence = value.sequence();
  const bool is_row = sequence != nullptr && (sequence->kind == Sequence::Kind::kList ||
                                              sequence->kind == Sequence::Kind::kTuple);
  return is_row ? among(kOfLists, name) : nullptr;
}

bool would_change(const Value& value, std::string_view name) {
  if (value.is_dict()) return std::ranges::find(kChangesDicts, name) != std::end(kChangesDicts);
  const Sequence* sequence = value.sequence();
  return sequence != nullptr && sequence->kind == Sequence::Kind::kList &&
         std::ranges::find(kChangesLists, name) != std::end(kChangesLists);
}

}  // namespace

std::optional<Value> method_of(const Value& value, std::string_view name) {
  if (would_change(value, name)) {
    return undefined(
        fmt::format("access to attribute '{}' of '{}' object is unsafe", name, type_of(value)));
  }
  const Method method = find_method(value, name);
  if (method == nullptr) return std::nullopt;
  return function([value, method](State& state, const Arguments& arguments) {
    return method(state, value, arguments);
  });
}

}  // namespace maas::text::jinja
