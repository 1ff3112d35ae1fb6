#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include <nlohmann/json.hpp>

#include "text/chat/jinja/value.h"

namespace maas::text::jinja {

/// Returns the value of a JSON document.
/// @throws Problem if it nests deeper than the limit
Value value_of(const nlohmann::ordered_json& json, const Budget& budget, std::size_t depth = 1);

/// Options of Python's `json.dumps`.
struct JsonStyle {
  bool only_ascii = false;
  bool sorts_keys = false;
  std::optional<std::string> indent;  ///< of one level; none: everything on one line
  std::string item_separator = ", ";
  std::string key_separator = ": ";
};

/// Returns what `json.dumps` writes.
/// @throws Problem if the value has no JSON, or is beyond a limit
std::string json_of(Budget& budget, const Value& value, const JsonStyle& style);

}  // namespace maas::text::jinja
