#include "text/chat/jinja/macro.h"

#include <algorithm>

namespace maas::text::jinja {

std::optional<Value> Macro::attribute(State& state, std::string_view name) {
  if (name != "name") return std::nullopt;
  return text(state.budget(), signature_.name);
}

Value Macro::call(State& state, const Arguments& arguments) {
  const State::Inner inner(state, scope_);
  bind(state, arguments);
  std::string written;
  signature_.body.run(state, written);
  return text(state.budget(), std::move(written));
}

void Macro::clear() {
  if (scope_ != nullptr) scope_->variables.clear();
  scope_.reset();
}

void Macro::bind(State& state, const Arguments& arguments) const {
  const auto& parameters = signature_.parameters;
  std::vector<bool> known(parameters.size(), false);
  for (std::size_t i = 0; i < std::min(parameters.size(), arguments.positional.size()); ++i) {
    state.set(parameters[i].first, arguments.positional[i]);
    known[i] = true;
  }
  bind_named(state, arguments, known);
  bind_rest(state, arguments);
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    if (known[i]) continue;
    const auto& [name, fallback] = parameters[i];
    state.set(name, fallback != nullptr
                        ? fallback->value(state)
                        : undefined(fmt::format("parameter '{}' was not provided", name)));
  }
}

void Macro::bind_named(State& state, const Arguments& arguments, std::vector<bool>& known) const {
  Dict more;
  for (const auto& [name, value] : arguments.named) {
    const auto found = std::ranges::find(signature_.parameters, name,
                                         [](const auto& parameter) { return parameter.first; });
    const auto place = static_cast<std::size_t>(found - signature_.parameters.begin());
    if (found != signature_.parameters.end()) {
      if (known[place]) complain("macro '{}' got the argument '{}' twice", signature_.name, name);
      known[place] = true;
      state.set(name, value);
    } else if (name == "caller" && signature_.takes_caller) {
      state.set(name, value);
    } else if (signature_.takes_more_named) {
      more.set(text(state.budget(), name), value);
    } else {
      complain("macro '{}' takes no argument '{}'", signature_.name, name);
    }
  }
  if (signature_.takes_more_named) state.set("kwargs", dict(state.budget(), std::move(more)));
  if (signature_.takes_caller && !state.scope()->variables.contains("caller")) {
    state.set("caller", undefined("no caller defined"));
  }
}

void Macro::bind_rest(State& state, const Arguments& arguments) const {
  const std::size_t count = signature_.parameters.size();
  const Values& values = arguments.positional;
  if (signature_.takes_more) {
    const auto first = static_cast<std::ptrdiff_t>(std::min(count, values.size()));
    state.set("varargs", tuple(state.budget(), {values.begin() + first, values.end()}));
  } else if (values.size() > count) {
    complain("macro '{}' takes at most {} arguments, not {}", signature_.name, count,
             values.size());
  }
}

}  // namespace maas::text::jinja
