#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "text/chat/jinja/operators.h"
#include "text/chat/jinja/value.h"

namespace maas::text::jinja {

/// Arguments by the names of what takes them.
class Parameters {
 public:
  /// @param names  in the order of the positional arguments
  /// @throws Problem if there are too many, or unknown or repeated names
  Parameters(std::string_view function, const Arguments& arguments,
             std::initializer_list<std::string_view> names)
      : function_(function), names_(names), values_(names.size()) {
    if (arguments.positional.size() > names_.size()) {
      complain("{} takes at most {} arguments, not {}", function, names_.size(),
               arguments.positional.size());
    }
    for (std::size_t i = 0; i < arguments.positional.size(); ++i) {
      values_[i] = arguments.positional[i];
    }
    for (const auto& [name, value] : arguments.named) set(name, value);
  }

  bool has(std::size_t index) const { return values_[index].has_value(); }
  /// @throws Problem if it was not given
  const Value& at(std::size_t index) const {
    if (!has(index)) complain("{} needs the argument '{}'", function_, names_[index]);
    return *values_[index];
  }
  Value value_or(std::size_t index, Value fallback) const {
    return values_[index].value_or(std::move(fallback));
  }
  bool is_true(std::size_t index, bool fallback) const {
    return has(index) ? jinja::is_true(at(index)) : fallback;
  }
  /// @throws Problem if it is of another type
  const std::string& text(std::size_t index) const {
    if (!at(index).is_text()) refuse(index, "a text");
    return at(index).bytes();
  }
  std::string text_or(std::size_t index, std::string_view fallback) const {
    return has(index) ? text(index) : std::string(fallback);
  }
  std::int64_t integer(std::size_t index) const {
    if (!at(index).is_integer()) refuse(index, "a whole number");
    return at(index).integer();
  }
  std::int64_t integer_or(std::size_t index, std::int64_t fallback) const {
    return has(index) ? integer(index) : fallback;
  }

 private:
  void set(std::string_view name, const Value& value) {
    for (std::size_t i = 0; i < names_.size(); ++i) {
      if (names_[i] != name) continue;
      if (values_[i]) complain("{} got the argument '{}' twice", function_, name);
      values_[i] = value;
      return;
    }
    complain("{} takes no argument '{}'", function_, name);
  }

  [[noreturn]] void refuse(std::size_t index, std::string_view expected) const {
    complain("the argument '{}' of {} is {}, not '{}'", names_[index], function_, expected,
             type_of(at(index)));
  }

  std::string_view function_;
  std::vector<std::string_view> names_;
  std::vector<std::optional<Value>> values_;
};

}  // namespace maas::text::jinja
