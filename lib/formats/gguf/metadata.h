#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace maas::formats {

/// Types of values in a file, by their numbers there.
enum class GgufType : std::uint32_t {
  kU8 = 0,
  kI8 = 1,
  kU16 = 2,
  kI16 = 3,
  kU32 = 4,
  kI32 = 5,
  kF32 = 6,
  kBool = 7,
  kString = 8,
  kArray = 9,
  kU64 = 10,
  kI64 = 11,
  kF64 = 12,
};

/// A value of a GGUF header: whole numbers of all widths are 64 bits here, arrays are flat.
using GgufValue =
    std::variant<std::int64_t, std::uint64_t, double, bool, std::string, std::vector<std::int64_t>,
                 std::vector<double>, std::vector<bool>, std::vector<std::string>>;

/// Returns the type that other programs expect a value, or an array's elements, to have: 32 bits
/// for numbers that they hold, unsigned for those that stand alone.
GgufType usual_type(const GgufValue& value);

/// The keys and values of a file, in its order.
class GgufMetadata {
 public:
  /// Adds a value of its usual type.
  /// @throws Error kInvalidData if the key is there already
  void add(std::string key, GgufValue value);
  /// @param type  in a file; of an array's elements
  /// @throws Error kInvalidData if the key is there already
  void add(std::string key, GgufValue value, GgufType type);

  const std::vector<std::pair<std::string, GgufValue>>& entries() const { return entries_; }
  /// Returns the type in a file of the value at this place of `entries()`.
  GgufType type_at(std::size_t place) const { return types_.at(place); }

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
  std::vector<GgufType> types_;
  std::map<std::string, std::size_t, std::less<>> by_key_;
};

}  // namespace maas::formats
