#include "text/chat/jinja/expression.h"

#include "text/chat/jinja/filters.h"
#include "text/chat/jinja/show.h"

namespace maas::text::jinja {
namespace {

std::optional<std::int64_t> bound_of(State& state, const Expression* expression) {
  if (expression == nullptr) return std::nullopt;
  const Value bound = expression->value(state);
  if (bound.is_none()) return std::nullopt;
  if (!bound.is_integer()) complain("a slice is bounded by '{}', not by int", type_of(bound));
  return bound.integer();
}

}  // namespace

Value Expression::value(State& state) const {
  try {
    const Budget::Level level(state.budget());
    state.budget().step();
    return evaluate(state);
  } catch (const Problem& problem) {
    fail_at(state.template_name(), place, problem.what());
  }
}

Value Literal::evaluate(State& /*state*/) const {
  return constant;
}

Value Name::evaluate(State& state) const {
  return state.look_up(name);
}

Value Attribute::evaluate(State& state) const {
  return state.attribute(of->value(state), name);
}

Value Item::evaluate(State& state) const {
  const Value object = of->value(state);
  return state.item(object, key->value(state));
}

Value Part::evaluate(State& state) const {
  const Value object = of->value(state);
  const Slice slice{bound_of(state, from), bound_of(state, to), bound_of(state, step)};
  return sliced(state.budget(), object, slice);
}

Arguments ArgumentList::values(State& state) const {
  Arguments arguments;
  for (const Expression* each : positional) arguments.positional.push_back(each->value(state));
  for (const auto& [name, each] : named) arguments.named.emplace_back(name, each->value(state));
  if (rest != nullptr) {
    const std::shared_ptr<const Values> more = items_of(state.budget(), rest->value(state));
    state.budget().make(more->size() * sizeof(Value));
    arguments.positional.insert(arguments.positional.end(), more->begin(), more->end());
  }
  if (named_rest != nullptr) {
    const Value more = named_rest->value(state);
    if (!more.is_dict()) complain("named arguments are a '{}', not a dict", type_of(more));
    for (const auto& [name, each] : more.dict().entries()) {
      state.budget().make(sizeof(Dict::Entry));
      arguments.named.emplace_back(shown(state.budget(), name), each);
    }
  }
  return arguments;
}

Value Call::evaluate(State& state) const {
  const Value callee = function->value(state);
  return state.call(callee, arguments.values(state));
}

Value Filtered::evaluate(State& state) const {
  const Value value = input->value(state);
  return apply_filter(state, name, value, arguments.values(state));
}

Value Tested::evaluate(State& state) const {
  const Value value = input->value(state);
  return boolean(apply_test(state, name, value, arguments.values(state)));
}

Value Not::evaluate(State& state) const {
  return boolean(!is_true(of->value(state)));
}

Value Signed::evaluate(State& state) const {
  const Value value = of->value(state);
  return is_negative ? negative(value) : positive(value);
}

Value Arithmetic::evaluate(State& state) const {
  Value result = first->value(state);
  for (const auto& [apply, each] : rest) result = apply(state.budget(), result, each->value(state));
  return result;
}

Value Concatenation::evaluate(State& state) const {
  std::string result;
  for (const Expression* each : parts) {
    state.write(shown(state.budget(), each->value(state)), result);
  }
  return text(state.budget(), std::move(result));
}

Value Comparisons::evaluate(State& state) const {
  Value left = first->value(state);
  for (const auto& [comparison, each] : rest) {
    Value right = each->value(state);
    if (!holds(state.budget(), comparison, left, right)) return boolean(false);
    left = std::move(right);
  }
  return boolean(true);
}

Value Decision::evaluate(State& state) const {
  Value value;
  for (const Expression* each : parts) {
    value = each->value(state);
    if (is_true(value) != is_and) break;
  }
  return value;
}

Value Choice::evaluate(State& state) const {
  if (is_true(test->value(state))) return yes->value(state);
  return no != nullptr ? no->value(state) : undefined("the condition is false and has no else");
}

Value Row::evaluate(State& state) const {
  Values values;
  for (const Expression* each : items) values.push_back(each->value(state));
  return sequence(state.budget(), kind, std::move(values));
}

Value Mapping::evaluate(State& state) const {
  Dict dict;
  for (const auto& [key, each] : entries) {
    const Value name = key->value(state);
    dict.set(name, each->value(state));
  }
  return jinja::dict(state.budget(), std::move(dict));
}

}  // namespace maas::text::jinja
