#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "text/chat/jinja/value.h"

namespace maas::text::jinja {

/// Names and what they stand for; what is not here is looked for outside.
struct Scope {
  std::unordered_map<std::string, Value> variables;
  std::shared_ptr<Scope> outer;
};

/// One rendering: its limits, its names, its objects.
class State {
 public:
  State(const TemplateLimits& limits, std::string_view template_name);
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State();

  Budget& budget() { return budget_; }
  std::string_view template_name() const { return template_name_; }

  /// Returns what the name stands for, undefined if nothing.
  Value look_up(const std::string& name);
  void set(const std::string& name, Value value);
  const std::shared_ptr<Scope>& scope() const { return scope_; }

  /// Returns `value.name` and `value[key]` as Jinja looks them up: undefined if there is none.
  /// @throws Problem if `value` is undefined
  Value attribute(const Value& value, const std::string& name);
  Value item(const Value& value, const Value& key);

  /// @throws Problem if it cannot be called
  Value call(const Value& function, const Arguments& arguments);

  /// Returns a value that is an object, which lives until the rendering ends.
  Value adopt(std::shared_ptr<Object> object);

  /// Appends what `str(value)` is.
  void write(std::string_view text, std::string& output);

  /// Sets names in a scope of their own while it lives.
  class Inner {
   public:
    explicit Inner(State& state) : Inner(state, state.scope_) {}
    Inner(State& state, std::shared_ptr<Scope> outer) : state_(state), former_(state.scope_) {
      state.scope_ = std::make_shared<Scope>(Scope{{}, std::move(outer)});
    }
    Inner(const Inner&) = delete;
    Inner& operator=(const Inner&) = delete;
    ~Inner() { state_.scope_ = std::move(former_); }

   private:
    State& state_;
    std::shared_ptr<Scope> former_;
  };

 private:
  Budget budget_;
  std::string_view template_name_;
  std::shared_ptr<Scope> scope_;
  std::vector<std::shared_ptr<Object>> objects_;
};

}  // namespace maas::text::jinja
