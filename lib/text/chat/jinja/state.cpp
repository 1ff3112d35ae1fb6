#include "text/chat/jinja/state.h"

#include "text/chat/jinja/functions.h"
#include "text/chat/jinja/methods.h"
#include "text/chat/jinja/operators.h"
#include "text/chat/jinja/show.h"

namespace maas::text::jinja {
namespace {

/// Says that a value has no such attribute or item.
Value missing(const Value& value, const std::string& name) {
  return undefined(fmt::format("'{}' object has no attribute {}", type_of(value), name));
}

void check_defined(const Value& value) {
  if (value.is_undefined()) complain("{}", std::get<0>(value.data())->why);
}

}  // namespace

State::State(const TemplateLimits& limits, std::string_view template_name)
    : budget_(limits), template_name_(template_name), scope_(std::make_shared<Scope>()) {}

State::~State() {
  for (const auto& object : objects_) object->clear();
}

Value State::look_up(const std::string& name) {
  for (const Scope* scope = scope_.get(); scope != nullptr; scope = scope->outer.get()) {
    const auto found = scope->variables.find(name);
    if (found != scope->variables.end()) return found->second;
  }
  const std::optional<Value> global = global_function(name);
  return global ? *global : undefined(fmt::format("'{}' is undefined", name));
}

void State::set(const std::string& name, Value value) {
  scope_->variables.insert_or_assign(name, std::move(value));
}

Value State::attribute(const Value& value, const std::string& name) {
  check_defined(value);
  if (Object* object = value.object()) {
    std::optional<Value> found = object->attribute(*this, name);
    return found ? *std::move(found) : missing(value, quoted(name));
  }
  if (std::optional<Value> method = method_of(value, name)) return *std::move(method);
  if (value.is_dict()) {
    const Value* found = value.dict().find(name);
    if (found != nullptr) return *found;
  }
  return missing(value, quoted(name));
}

Value State::item(const Value& value, const Value& key) {
  check_defined(value);
  std::optional<Value> found = item_of(budget_, value, key);
  if (!found && key.is_text()) {
    if (Object* object = value.object()) {
      found = object->attribute(*this, key.bytes());
    } else {
      found = method_of(value, key.bytes());
    }
  }
  return found ? *std::move(found)
               : missing(value, key.is_text() ? quoted(key.bytes()) : shown(budget_, key));
}

Value State::call(const Value& function, const Arguments& arguments) {
  check_defined(function);
  if (Object* object = function.object()) return object->call(*this, arguments);
  complain("'{}' object is not callable", type_of(function));
}

Value State::adopt(std::shared_ptr<Object> object) {
  constexpr std::size_t kObjectBytes = 256;
  budget_.make(kObjectBytes);
  objects_.push_back(object);
  return Value(Value::Data(std::move(object)));
}

void State::write(std::string_view text, std::string& output) {
  budget_.make(text.size());
  output += text;
}

}  // namespace maas::text::jinja
