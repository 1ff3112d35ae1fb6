#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace maas::formats {

/// A value of a GGUF header: whole numbers of all widths are 64 bits here, arrays are flat.
using GgufValue =
    std::variant<std::int64_t, std::uint64_t, double, bool, std::string, std::vector<std::int64_t>,
                 std::vector<double>, std::vector<bool>, std::vector<std::string>>;

/// The keys and values of a file, in its order.
class GgufMetadata {
 public:
  /// @throws Error kInvalidData if the key is there already
  void add(std::string key, GgufValue value);

  const std::vector<std::pair<std::string, GgufValue>>& entries() const { return entries_; }

  /// Returns the value, or null.
  const GgufValue* find(std::string_view key) const;

  // Of one type; nothing if the key is missing.
  // @throws Error kInvalidData naming the key if its value is of another type or out of range
  std::optional<std::int64_t> whole(std::string_view key) const;
  std::optional<double> number(std::string_view key) const;  ///< whole numbers too
  std::optional<bool> boolean(std::string_view key) const;
  const std::string* text(std::string_view key) const;
  const std::vector<std::string>* texts(std::string_view key) const;
  const std::vector<double>* numbers(std::string_view key) const;
  const std::vector<std::int64_t>* wholes(std::string_view key) const;

 private:
  std::vector<std::pair<std::string, GgufValue>> entries_;
};

}  // namespace maas::formats
