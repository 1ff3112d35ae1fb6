#include "encoders/pairs/names.h"

#include <utility>

namespace maas::encoders {

Names::Names(std::vector<std::string> names) : names_(std::move(names)) {
  numbers_.reserve(names_.size());
  for (const std::string& name : names_) {
    numbers_.emplace(name, static_cast<std::int64_t>(numbers_.size()) + 1);
  }
}

std::int64_t Names::number(std::string_view name) const {
  const auto found = numbers_.find(name);
  return found == numbers_.end() ? kUnknown : found->second;
}

}  // namespace maas::encoders
