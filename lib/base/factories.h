#pragma once

#include <functional>
#include <map>
#include <string>

#include "maas/catalog.h"

namespace maas::base {

template <class Signature>
class FactoryTable;

/// The implementations of one registry by name: functions `Product(Arguments..., const Options&)`,
/// each with an options struct of its own.
template <class Product, class... Arguments>
class FactoryTable<Product(Arguments...)> {
 public:
  template <class Options>
  void add(std::string name, Product (*maker)(Arguments..., const Options&)) {
    makers_[std::move(name)] = [maker](Arguments... arguments, const AnyOptions& options) {
      return maker(std::forward<Arguments>(arguments)..., options.as<Options>());
    };
  }

  /// @throws Error kInternal if the component's options were not looked up, or it has no maker
  Product make(const Component& component, Arguments... arguments) const {
    const auto found = makers_.find(component.name);
    if (found == makers_.end()) {
      fail(ErrorCode::kInternal, "component '{}' has a card but no implementation", component.name);
    }
    return found->second(std::forward<Arguments>(arguments)..., component.options);
  }

  bool has(const std::string& name) const { return makers_.contains(name); }
  std::size_t size() const { return makers_.size(); }

 private:
  std::map<std::string, std::function<Product(Arguments..., const AnyOptions&)>> makers_;
};

}  // namespace maas::base
