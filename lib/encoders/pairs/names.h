#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace maas::encoders {

/// Names by their numbers from 1; all that are not among them share the number 0.
class Names {
 public:
  static constexpr std::int64_t kUnknown = 0;

  explicit Names(std::vector<std::string> names);
  Names(Names&&) = default;
  Names(const Names&) = delete;

  /// How many numbers there are, 0 among them.
  std::int64_t size() const { return std::ssize(names_) + 1; }

  std::int64_t number(std::string_view name) const;

  /// @param number  from 1
  const std::string& name(std::int64_t number) const {
    return names_[static_cast<std::size_t>(number - 1)];
  }

  /// In the order of their numbers.
  const std::vector<std::string>& all() const { return names_; }

 private:
  std::vector<std::string> names_;
  std::unordered_map<std::string_view, std::int64_t> numbers_;
};

}  // namespace maas::encoders
