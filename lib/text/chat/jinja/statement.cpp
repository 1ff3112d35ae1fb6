#include "text/chat/jinja/statement.h"

#include "text/chat/jinja/macro.h"
#include "text/chat/jinja/namespace.h"
#include "text/chat/jinja/show.h"

namespace maas::text::jinja {
namespace {

/// Applies the filter of a block to what it wrote.
Value filtered(State& state, const Expression& filter, std::string written) {
  const State::Inner inner(state);
  state.set(kBlockText, text(state.budget(), std::move(written)));
  return filter.value(state);
}

void assign_attribute(State& state, const Target& target, const Value& value) {
  const Value found = state.look_up(target.name);
  auto* names = dynamic_cast<Namespace*>(found.object());
  if (names == nullptr)
    complain("cannot assign an attribute of '{}', which is no namespace", target.name);
  names->assign(text(state.budget(), target.attribute), value);
}

}  // namespace

Flow Statement::run(State& state, std::string& output) const {
  try {
    const Budget::Level level(state.budget());
    state.budget().step();
    return render(state, output);
  } catch (const Problem& problem) {
    fail_at(state.template_name(), place, problem.what());
  }
}

Flow Block::run(State& state, std::string& output) const {
  for (const Statement* statement : statements) {
    const Flow flow = statement->run(state, output);
    if (flow != Flow::kNext) return flow;
  }
  return Flow::kNext;
}

std::string Block::captured(State& state) const {
  const State::Inner inner(state);
  std::string written;
  run(state, written);
  return written;
}

void Target::assign(State& state, const Value& value) const {
  if (!attribute.empty()) return assign_attribute(state, *this, value);
  if (several.empty()) return state.set(name, value);
  const std::shared_ptr<const Values> items = items_of(state.budget(), value);
  if (items->size() != several.size()) {
    complain("{} values for {} names", items->size(), several.size());
  }
  for (std::size_t i = 0; i < several.size(); ++i) several[i].assign(state, (*items)[i]);
}

Flow Data::render(State& state, std::string& output) const {
  state.write(text, output);
  return Flow::kNext;
}

Flow Output::render(State& state, std::string& output) const {
  const Value value = of->value(state);
  state.write(value.is_text() ? value.bytes() : shown(state.budget(), value), output);
  return Flow::kNext;
}

Flow If::render(State& state, std::string& output) const {
  for (const auto& [test, block] : branches) {
    if (is_true(test->value(state))) return block.run(state, output);
  }
  return otherwise.run(state, output);
}

Flow Jump::render(State& /*state*/, std::string& /*output*/) const {
  return flow;
}

Flow Set::render(State& state, std::string& /*output*/) const {
  target.assign(state, to->value(state));
  return Flow::kNext;
}

Flow SetBlock::render(State& state, std::string& /*output*/) const {
  std::string written = body.captured(state);
  target.assign(state, filter == nullptr ? text(state.budget(), std::move(written))
                                         : filtered(state, *filter, std::move(written)));
  return Flow::kNext;
}

Flow FilterBlock::render(State& state, std::string& output) const {
  const Value value = filtered(state, *filter, body.captured(state));
  state.write(shown(state.budget(), value), output);
  return Flow::kNext;
}

Flow With::render(State& state, std::string& output) const {
  const State::Inner inner(state);
  Values values;
  for (const auto& [target, expression] : targets) values.push_back(expression->value(state));
  for (std::size_t i = 0; i < targets.size(); ++i) targets[i].first.assign(state, values[i]);
  return body.run(state, output);
}

Flow MacroDefinition::render(State& state, std::string& /*output*/) const {
  state.set(signature.name, state.adopt(std::make_shared<Macro>(signature, state.scope())));
  return Flow::kNext;
}

Flow CallBlock::render(State& state, std::string& output) const {
  const Value function = call->function->value(state);
  Arguments arguments = call->arguments.values(state);
  arguments.named.emplace_back("caller",
                               state.adopt(std::make_shared<Macro>(signature, state.scope())));
  state.write(shown(state.budget(), state.call(function, arguments)), output);
  return Flow::kNext;
}

Flow Generation::render(State& state, std::string& output) const {
  const State::Inner inner(state);
  return body.run(state, output);
}

}  // namespace maas::text::jinja
