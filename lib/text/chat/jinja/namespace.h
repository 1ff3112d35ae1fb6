#pragma once

#include <string>
#include <utility>

#include "text/chat/jinja/value.h"

namespace maas::text::jinja {

/// `namespace()`: attributes that inner scopes may assign.
class Namespace : public Object {
 public:
  explicit Namespace(Dict attributes) : attributes_(std::move(attributes)) {}

  std::string_view type() const override { return "Namespace"; }
  std::optional<Value> attribute(State& /*state*/, std::string_view name) override {
    const Value* found = attributes_.find(name);
    return found == nullptr ? std::nullopt : std::optional(*found);
  }
  void assign(const Value& name, Value value) { attributes_.set(name, std::move(value)); }
  const Dict& attributes() const { return attributes_; }
  void clear() override { attributes_ = {}; }

 private:
  Dict attributes_;
};

}  // namespace maas::text::jinja
