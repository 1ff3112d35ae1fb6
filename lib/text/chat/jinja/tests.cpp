#include <algorithm>

#include "text/chat/jinja/characters.h"
#include "text/chat/jinja/filters.h"
#include "text/chat/jinja/parameters.h"
#include "text/chat/jinja/show.h"
#include "text/chat/jinja/state.h"

namespace maas::text::jinja {
namespace {

/// A test that takes nothing but its value.
template <auto kIs>
bool plain(State& /*state*/, const Value& value, const Arguments& arguments) {
  const Parameters given("the test", arguments, {});
  return kIs(value);
}

bool is_defined(const Value& value) {
  return !value.is_undefined();
}
bool is_undefined(const Value& value) {
  return value.is_undefined();
}
bool is_none(const Value& value) {
  return value.is_none();
}
bool is_bool(const Value& value) {
  return value.is_bool();
}
bool is_exactly_true(const Value& value) {
  return value.is_bool() && value.integer() != 0;
}
bool is_exactly_false(const Value& value) {
  return value.is_bool() && value.integer() == 0;
}
bool is_whole(const Value& value) {
  return value.is<std::int64_t>();
}
bool is_real(const Value& value) {
  return value.is<double>();
}
bool is_number(const Value& value) {
  return value.is_number();
}
bool is_text(const Value& value) {
  return value.is_text();
}
bool is_mapping(const Value& value) {
  return value.is_dict();
}
bool is_iterable(const Value& value) {
  return value.is_text() || value.is_dict() || value.sequence() != nullptr || value.is_undefined();
}
bool is_row(const Value& value) {
  const Sequence* sequence = value.sequence();
  const bool has_index = sequence != nullptr && sequence->kind != Sequence::Kind::kView &&
                         sequence->kind != Sequence::Kind::kGenerator;
  return has_index || value.is_text() || value.is_dict() || value.is_undefined();
}
bool is_callable(const Value& value) {
  return value.object() != nullptr && value.object()->is_callable();
}
bool is_markup(const Value& value) {
  return value.is_text() && value.text().is_markup;
}

template <auto kIs>
bool of_letters(State& state, const Value& value, const Arguments& arguments) {
  const Parameters given("the test", arguments, {});
  return kIs(shown(state.budget(), value));
}

bool has_rest(State& state, const Value& value, const Value& divisor, std::int64_t rest) {
  return equals(state.budget(), modulo(state.budget(), value, divisor), integer(rest));
}

bool is_odd(State& state, const Value& value, const Arguments& arguments) {
  const Parameters given("odd", arguments, {});
  return has_rest(state, value, integer(2), 1);
}

bool is_even(State& state, const Value& value, const Arguments& arguments) {
  const Parameters given("even", arguments, {});
  return has_rest(state, value, integer(2), 0);
}

bool is_divisible(State& state, const Value& value, const Arguments& arguments) {
  const Parameters given("divisibleby", arguments, {"num"});
  return has_rest(state, value, given.at(0), 0);
}

bool is_same_as(State& /*state*/, const Value& value, const Arguments& arguments) {
  const Parameters given("sameas", arguments, {"other"});
  return is_same(value, given.at(0));
}

bool is_in(State& state, const Value& value, const Arguments& arguments) {
  const Parameters given("in", arguments, {"seq"});
  return contains(state.budget(), given.at(0), value);
}

bool is_filter(State& /*state*/, const Value& value, const Arguments& arguments) {
  const Parameters given("filter", arguments, {});
  return value.is_text() && find_filter(value.bytes()) != nullptr;
}

bool is_test(State& /*state*/, const Value& value, const Arguments& arguments) {
  const Parameters given("test", arguments, {});
  return value.is_text() && find_test(value.bytes()) != nullptr;
}

template <Comparison kComparison>
bool compared(State& state, const Value& value, const Arguments& arguments) {
  const Parameters given("the comparison", arguments, {"other"});
  return holds(state.budget(), kComparison, value, given.at(0));
}

struct Named {
  std::string_view name;
  Test test;
};

constexpr Named kTests[] = {
    {"!=", compared<Comparison::kUnequal>},
    {"<", compared<Comparison::kLess>},
    {"<=", compared<Comparison::kAtMost>},
    {"==", compared<Comparison::kEqual>},
    {">", compared<Comparison::kGreater>},
    {">=", compared<Comparison::kAtLeast>},
    {"boolean", plain<is_bool>},
    {"callable", plain<is_callable>},
    {"defined", plain<is_defined>},
    {"divisibleby", is_divisible},
    {"eq", compared<Comparison::kEqual>},
    {"equalto", compared<Comparison::kEqual>},
    {"escaped", plain<is_markup>},
    {"even", is_even},
    {"false", plain<is_exactly_false>},
    {"filter", is_filter},
    {"float", plain<is_real>},
    {"ge", compared<Comparison::kAtLeast>},
    {"greaterthan", compared<Comparison::kGreater>},
    {"gt", compared<Comparison::kGreater>},
    {"in", is_in},
    {"integer", plain<is_whole>},
    {"iterable", plain<is_iterable>},
    {"le", compared<Comparison::kAtMost>},
    {"lessthan", compared<Comparison::kLess>},
    {"lower", of_letters<is_lower>},
    {"lt", compared<Comparison::kLess>},
    {"mapping", plain<is_mapping>},
    {"ne", compared<Comparison::kUnequal>},
    {"none", plain<is_none>},
    {"number", plain<is_number>},
    {"odd", is_odd},
    {"sameas", is_same_as},
    {"sequence", plain<is_row>},
    {"string", plain<is_text>},
    {"test", is_test},
    {"true", plain<is_exactly_true>},
    {"undefined", plain<is_undefined>},
    {"upper", of_letters<is_upper>},
};

}  // namespace

Test find_test(std::string_view name) {
  const auto found = std::ranges::find(kTests, name, &Named::name);
  return found == std::end(kTests) ? nullptr : found->test;
}

}  // namespace maas::text::jinja
