#pragma once

#include <memory>
#include <utility>

#include "text/chat/jinja/statement.h"

namespace maas::text::jinja {

/// A macro, with the names that were known where it was defined.
class Macro : public Object {
 public:
  Macro(const Signature& signature, std::shared_ptr<Scope> scope)
      : signature_(signature), scope_(std::move(scope)) {}

  std::string_view type() const override { return "Macro"; }
  bool is_callable() const override { return true; }
  std::optional<Value> attribute(State& state, std::string_view name) override;
  Value call(State& state, const Arguments& arguments) override;
  void clear() override;

 private:
  void bind(State& state, const Arguments& arguments) const;
  void bind_named(State& state, const Arguments& arguments, std::vector<bool>& known) const;
  void bind_rest(State& state, const Arguments& arguments) const;

  const Signature& signature_;
  std::shared_ptr<Scope> scope_;
};

}  // namespace maas::text::jinja
