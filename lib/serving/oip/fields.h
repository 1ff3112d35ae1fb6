#pragma once

#include <algorithm>
#include <array>
#include <bitset>
#include <cstddef>
#include <string>
#include <string_view>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <simdjson.h>

#include "maas/error.h"
#include "serving/oip/tensor_data.h"

/// How the objects of a request are read: the work grows with their bytes and no faster, and a
/// message shows a few words of them at most.
namespace maas::serving::oip {

namespace ondemand = simdjson::ondemand;

/// Takes the value out of a result.
/// @throws Error kInvalidData saying that `what` is not what it must be
template <class Value>
Value take(simdjson::simdjson_result<Value> result, std::string_view what) {
  Value value;
  const simdjson::error_code error = std::move(result).get(value);
  if (error != simdjson::SUCCESS) {
    fail(ErrorCode::kInvalidData, "{}: {}", what, simdjson::error_message(error));
  }
  return value;
}

/// Calls `read(key, value)` for each field.
/// @throws Error kInvalidData at a key that is not among the `known` few, or comes twice
template <std::size_t kCount, class Read>
void for_each_field(ondemand::object object, std::string_view place,
                    const std::array<std::string_view, kCount>& known, Read read) {
  std::bitset<kCount> seen;
  for (auto result : object) {
    ondemand::field field = take(std::move(result), place);
    const std::string_view key = take(field.unescaped_key(), place);
    const auto found = std::ranges::find(known, key);
    if (found == known.end()) {
      fail(ErrorCode::kInvalidData, "unknown key '{}' in {}; it takes {}", shown(key), place,
           fmt::join(known, ", "));
    }
    const auto index = static_cast<std::size_t>(found - known.begin());
    if (seen[index]) fail(ErrorCode::kInvalidData, "key '{}' comes twice in {}", key, place);
    seen.set(index);
    read(*found, field.value());
  }
}

/// Calls `read(object)` for each element of an array of at most `limit` objects.
/// @throws Error kInvalidData if there are more, or other things
template <class Read>
void for_each_object(ondemand::value list, std::string_view place, std::size_t limit, Read read) {
  std::size_t count = 0;
  for (auto element : take(list.get_array(), place)) {
    if (count++ == limit) {
      fail(ErrorCode::kInvalidData, "{} has more than {} tensors", place, limit);
    }
    read(take(take(std::move(element), place).get_object(), place));
  }
}

/// Reads a name or the like, of at most `limit` bytes.
/// @throws Error kInvalidData if it is longer, or no string
inline std::string text_of(ondemand::value value, std::string_view place, std::size_t limit = 256) {
  const std::string_view text = take(value.get_string(), place);
  if (text.size() > limit) {
    fail(ErrorCode::kInvalidData, "{} has {} bytes, more than {}", place, text.size(), limit);
  }
  return std::string(text);
}

}  // namespace maas::serving::oip
