#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "text/chat/jinja/value.h"

namespace maas::text::jinja {

/// A function of ours, or a method with the value that it is of.
class Function : public Object {
 public:
  using Body = std::function<Value(State&, const Arguments&)>;

  explicit Function(Body body) : body_(std::move(body)) {}

  std::string_view type() const override { return "builtin_function_or_method"; }
  Value call(State& state, const Arguments& arguments) override { return body_(state, arguments); }
  bool is_callable() const override { return true; }

 private:
  Body body_;
};

Value function(Function::Body body);

/// Returns one of the functions that every template knows: `range`, `dict`, `namespace`, `cycler`,
/// `joiner`, `raise_exception`, `strftime_now`.
std::optional<Value> global_function(std::string_view name);

}  // namespace maas::text::jinja
