#include "text/chat/jinja/functions.h"

#include <ctime>

#include "text/chat/jinja/namespace.h"
#include "text/chat/jinja/operators.h"
#include "text/chat/jinja/parameters.h"
#include "text/chat/jinja/show.h"
#include "text/chat/jinja/state.h"

namespace maas::text::jinja {
namespace {

constexpr std::int64_t kLongestRange = 100'000;  // as Jinja's sandbox has it

/// `cycler(a, b, ...)`: one after the other.
class Cycler : public Object {
 public:
  explicit Cycler(Values items) : items_(std::move(items)) {}

  std::string_view type() const override { return "Cycler"; }
  std::optional<Value> attribute(State& state, std::string_view name) override;
  void clear() override { items_.clear(); }
  Value next() {
    const Value item = items_[at_];
    at_ = (at_ + 1) % items_.size();
    return item;
  }

 private:
  Values items_;
  std::size_t at_ = 0;
};

std::optional<Value> Cycler::attribute(State& /*state*/, std::string_view name) {
  if (name == "current") return items_[at_];
  if (name == "next") return function([this](State&, const Arguments&) { return next(); });
  if (name != "reset") return std::nullopt;
  return function([this](State&, const Arguments&) {
    at_ = 0;
    return none();
  });
}

/// `joiner(separator)`: nothing at first, then the separator.
class Joiner : public Object {
 public:
  explicit Joiner(std::string separator) : separator_(std::move(separator)) {}

  std::string_view type() const override { return "Joiner"; }
  bool is_callable() const override { return true; }
  Value call(State& state, const Arguments& /*arguments*/) override {
    return text(state.budget(), std::exchange(is_used_, true) ? separator_ : "");
  }

 private:
  std::string separator_;
  bool is_used_ = false;
};

Value range(State& state, const Arguments& arguments) {
  const Parameters given("range", arguments, {"start", "stop", "step"});
  const std::int64_t from = given.has(1) ? given.integer(0) : 0;
  const std::int64_t to = given.has(1) ? given.integer(1) : given.integer(0);
  const std::int64_t step = given.integer_or(2, 1);
  if (step == 0) complain("the step of a range is zero");
  Values items;
  for (std::int64_t at = from; step > 0 ? at < to : at > to;) {
    if (std::ssize(items) == kLongestRange) {
      complain("a range is longer than {}", kLongestRange);
    }
    items.push_back(integer(at));
    if (__builtin_add_overflow(at, step, &at)) break;
  }
  std::string written = step == 1 ? fmt::format("range({}, {})", from, to)
                                  : fmt::format("range({}, {}, {})", from, to, step);
  return sequence(state.budget(), Sequence::Kind::kRange, std::move(items), std::move(written));
}

/// What `dict(...)` makes: of a dict or of pairs, and of named arguments.
Dict entries_of(State& state, const Arguments& arguments) {
  Dict entries;
  if (arguments.positional.size() > 1) complain("dict takes at most 1 value");
  for (const Value& value : arguments.positional) {
    if (value.is_dict()) {
      state.budget().make(value.dict().entries().size() * sizeof(Dict::Entry));
      entries = value.dict();
      continue;
    }
    for (const Value& pair : *items_of(state.budget(), value)) {
      const std::shared_ptr<const Values> both = items_of(state.budget(), pair);
      if (both->size() != 2) complain("a pair of a dict has {} parts", both->size());
      entries.set((*both)[0], (*both)[1]);
    }
  }
  for (const auto& [name, value] : arguments.named) {
    entries.set(text(state.budget(), name), value);
  }
  return entries;
}

Value make_dict(State& state, const Arguments& arguments) {
  return dict(state.budget(), entries_of(state, arguments));
}

Value make_namespace(State& state, const Arguments& arguments) {
  return state.adopt(std::make_shared<Namespace>(entries_of(state, arguments)));
}

Value make_cycler(State& state, const Arguments& arguments) {
  if (arguments.positional.empty()) complain("a cycler needs at least one item");
  return state.adopt(std::make_shared<Cycler>(arguments.positional));
}

Value make_joiner(State& state, const Arguments& arguments) {
  const Parameters given("joiner", arguments, {"sep"});
  return state.adopt(std::make_shared<Joiner>(given.text_or(0, ", ")));
}

Value raise_exception(State& state, const Arguments& arguments) {
  const Parameters given("raise_exception", arguments, {"message"});
  complain("{}", shown(state.budget(), given.at(0)));
}

Value strftime_now(State& state, const Arguments& arguments) {
  constexpr std::size_t kMostBytes = 4096;
  const Parameters given("strftime_now", arguments, {"format"});
  // An empty result and one that does not fit look the same without a mark.
  const std::string format = given.text(0) + ".";
  const std::time_t now = std::time(nullptr);
  std::tm local{};
  localtime_r(&now, &local);
  std::string written(kMostBytes, '\0');
  written.resize(std::strftime(written.data(), written.size(), format.c_str(), &local));
  if (written.empty()) complain("a date is longer than {} bytes", kMostBytes);
  written.pop_back();
  return text(state.budget(), std::move(written));
}

struct Named {
  std::string_view name;
  Value (*body)(State&, const Arguments&);
};

constexpr Named kFunctions[] = {
    {"range", range},
    {"dict", make_dict},
    {"namespace", make_namespace},
    {"cycler", make_cycler},
    {"joiner", make_joiner},
    {"raise_exception", raise_exception},
    {"strftime_now", strftime_now},
};

}  // namespace

Value function(Function::Body body) {
  return Value(Value::Data(std::shared_ptr<Object>(std::make_shared<Function>(std::move(body)))));
}

std::optional<Value> global_function(std::string_view name) {
  for (const Named& each : kFunctions) {
    if (each.name == name) return function(each.body);
  }
  return std::nullopt;
}

}  // namespace maas::text::jinja
